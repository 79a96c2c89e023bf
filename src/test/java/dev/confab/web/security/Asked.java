package dev.confab.web.security;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request as somebody makes it, and the answer that it gets. */
public final class Asked {
    private final String method;
    private final String path;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final List<Cookie> cookies = new ArrayList<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> answered = new LinkedHashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean isSecure;
    private int status;

    public Asked(String method, String path) {
        this.method = method;
        this.path = path;
        header("Host", "chat.example.org");
    }

    public Asked header(String name, String value) {
        headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), ignored -> new ArrayList<>())
                .add(value);
        return this;
    }

    public Asked cookie(String name, String value) {
        cookies.add(new Cookie(name, value));
        return this;
    }

    public Asked overTls() {
        isSecure = true;
        return this;
    }

    public HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                Asked.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, args) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getRequestURI" -> path;
                    case "getHeader" ->
                        of(args[0]).isEmpty() ? null : of(args[0]).getFirst();
                    case "getHeaders" -> Collections.enumeration(of(args[0]));
                    case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(new Cookie[0]);
                    case "isSecure" -> isSecure;
                    case "getRemoteAddr" -> "192.0.2.1";
                    case "getAttribute" -> attributes.get(args[0].toString());
                    case "setAttribute" -> attributes.put(args[0].toString(), args[1]);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private List<String> of(Object name) {
        return headers.getOrDefault(name.toString().toLowerCase(Locale.ROOT), List.of());
    }

    public HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                Asked.class.getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, called, args) -> {
                    switch (called.getName()) {
                        case "setStatus" -> status = (Integer) args[0];
                        case "setHeader" -> answered.put((String) args[0], (String) args[1]);
                        case "setContentType" -> answered.put("Content-Type", (String) args[0]);
                        case "setContentLength" -> answered.put("Content-Length", args[0].toString());
                        case "getOutputStream" -> {
                            return output();
                        }
                        default -> throw new UnsupportedOperationException(called.getName());
                    }
                    return null;
                });
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public void write(int b) {
                body.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    /** 0 when nobody has answered. */
    public int status() {
        return status;
    }

    public Map<String, String> answered() {
        return answered;
    }

    public String body() {
        return body.toString(StandardCharsets.UTF_8);
    }
}
