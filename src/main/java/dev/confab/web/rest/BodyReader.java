package dev.confab.web.rest;

import dev.confab.ops.Settings;
import dev.confab.web.Input;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** A JSON body, read no further than the limit. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class BodyReader implements MessageBodyReader<Input> {
    @Inject
    private Settings settings;

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        // A range such as */* names no type, although Jersey finds that it fits.
        return type == Input.class && !mediaType.isWildcardType() && !mediaType.isWildcardSubtype();
    }

    @Override
    public Input readFrom(
            Class<Input> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        int limit = settings.limits().body();
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new Refused(Problem.tooBig(limit));
        }
        return Input.ofBytes(bytes);
    }
}
