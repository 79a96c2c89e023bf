package dev.confab.web.rest;

import dev.confab.log.Ids;
import dev.confab.log.Unavailable;
import dev.confab.web.Problem;
import dev.confab.web.Refused;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Every failure becomes a problem object; what nobody expected is logged under an id, and only the id is told. */
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(FailureMapper.class.getName());

    @Override
    public Response toResponse(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return Reply.problem(refused.problem());
            }
        }
        if (Unavailable.isBehind(failure)) {
            LOG.log(Level.WARNING, "not available: {0}", failure.getMessage());
            return Reply.problem(Problem.unavailable());
        }
        if (failure instanceof WebApplicationException chosen) {
            Response answer =
                    Reply.problem(Problem.ofStatus(chosen.getResponse().getStatus()));
            Set<String> allowed = chosen.getResponse().getAllowedMethods();
            return allowed.isEmpty()
                    ? answer
                    : Response.fromResponse(answer)
                            .header(HttpHeaders.ALLOW, String.join(", ", new TreeSet<>(allowed)))
                            .build();
        }
        String id = Ids.next();
        LOG.log(Level.SEVERE, failure, () -> "a request could not be answered: " + id);
        return Reply.problem(Problem.broken(id));
    }
}
