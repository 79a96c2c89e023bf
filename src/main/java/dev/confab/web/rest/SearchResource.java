package dev.confab.web.rest;

import dev.confab.account.Account;
import dev.confab.channel.Channel;
import dev.confab.search.Filter;
import dev.confab.search.Search;
import dev.confab.web.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.EnumMap;
import java.util.Map;

/** Finds messages, and on the first page people and channels. */
@Path("/search")
public class SearchResource {
    @Inject
    private Search search;

    @Inject
    private Request request;

    @GET
    public Response ask() {
        Map<Filter, String> filters = new EnumMap<>(Filter.class);
        for (Filter filter : Filter.values()) {
            String value = request.text(filter.word());
            if (!value.isEmpty()) {
                filters.put(filter, value);
            }
        }
        Search.Result result = search.ask(
                request.user(),
                request.text("query"),
                filters,
                request.text("zone"),
                request.cursor(),
                request.limit());
        return switch (result) {
            case Search.Result.Found found ->
                Reply.ok(json -> json.put("messages", found.messages())
                        .put(
                                "people",
                                found.people().stream().map(Account::facts).toList())
                        .put(
                                "channels",
                                found.channels().stream().map(Channel::facts).toList())
                        .nullable("next", found.next()));
            case Search.Result.Wrong(String field, String why) -> Reply.problem(Problem.invalid(field, "search", why));
        };
    }
}
