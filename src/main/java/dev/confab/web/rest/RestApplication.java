package dev.confab.web.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

@ApplicationPath("/api/v1")
public class RestApplication extends Application {

    /** Jersey would describe all of it at {@code application.wadl}, to everybody: /openapi is our description. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
