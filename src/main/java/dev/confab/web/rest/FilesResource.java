package dev.confab.web.rest;

import dev.confab.attachment.Attachments;
import dev.confab.attachment.UploadResult;
import dev.confab.event.FileFacts;
import dev.confab.event.Json;
import dev.confab.ops.Settings;
import dev.confab.web.FileNames;
import dev.confab.web.Flood;
import dev.confab.web.Place;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Files on their way into a message. They are read at {@code /files}, outside of the API. */
@Path("/files")
public class FilesResource {
    @Inject
    private Attachments attachments;

    @Inject
    private Flood flood;

    @Inject
    private Settings settings;

    @Inject
    private Request request;

    /** What is taken: apps say it before somebody waits for a file that is refused. */
    @GET
    @Path("limits")
    public Response limits() {
        return Reply.ok(limits(settings));
    }

    static Json.Writable limits(Settings settings) {
        return json -> json.put("size", settings.files().size()).put("attachments", Attachments.MOST);
    }

    /** The body is the file. What type it is said to have is not looked at. */
    @POST
    public Response upload(@Context HttpServletRequest http, InputStream body) throws IOException {
        String user = request.user();
        String name = FileNames.cleaned(request.text("name"));
        if (name.isEmpty()) {
            throw new Refused(Problem.invalid("name", "is missing"));
        }
        flood.take(user).ifPresent(wait -> {
            throw new Refused(Problem.tooMany("Slower, please.", wait));
        });
        Place.giveBack(http); // of uploads there is a bound of their own
        return switch (attachments.take(user, name, http.getContentLengthLong(), body)) {
            case UploadResult.Kept(FileFacts file) -> Reply.created(file);
            case UploadResult.TooBig(long most) -> Reply.problem(Problem.tooBig(most));
            case UploadResult.TooManyAtOnce() ->
                Reply.problem(Problem.tooMany("Too many files are on their way.", Duration.ofSeconds(1)));
            case UploadResult.TooSlow() -> Reply.problem(Problem.ofStatus(408));
            case UploadResult.Broken() -> Reply.problem(Problem.malformed("The file ended too soon."));
            case UploadResult.NotTaken(String type) ->
                Reply.problem(Problem.invalid("file", "file-type", "is of a type that is not taken here: " + type));
            case UploadResult.TooManyPixels() ->
                Reply.problem(Problem.invalid("file", "pixels", "has too many pixels"));
        };
    }

    /** The caller's own, while it is in no message. */
    @DELETE
    @Path("{id}")
    public Response discard(@PathParam("id") String id) {
        return attachments.discard(request.user(), id) ? Reply.done() : Reply.problem(Problem.notFound());
    }
}
