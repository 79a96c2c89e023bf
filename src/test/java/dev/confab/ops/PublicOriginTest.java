package dev.confab.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicOriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.org, https://chat.example.org",
        "https://chat.example.org:443, https://chat.example.org",
        "http://chat.example.org:80, http://chat.example.org",
        "https://chat.example.org:80, https://chat.example.org:80",
        "http://chat.example.org:443, http://chat.example.org:443",
        "https://chat.example.org:8443, https://chat.example.org:8443",
        "https://chat.example.org:08443, https://chat.example.org:8443",
        "https://chat.example.org:, https://chat.example.org",
        "HTTPS://Chat.Example.ORG, https://chat.example.org",
        "https://chat.example.org/, https://chat.example.org",
        "https://chat.example.org:443/chat/?a=b#c, https://chat.example.org",
        "https://chat.example.org?a=b, https://chat.example.org",
        "http://confab_app:8080, http://confab_app:8080",
        "http://localhost, http://localhost",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://[::1]:80, http://[::1]",
        "http://[2001:DB8::1]:8080, http://[2001:db8::1]:8080",
        "https://xn--grten-jua.example, https://xn--grten-jua.example"
    })
    void an_address_is_said_as_browsers_say_it(String url, String origin) {
        assertThat(PublicOrigin.of(url)).contains(origin);
    }

    @Test
    void white_space_around_it_does_not_count() {
        assertThat(PublicOrigin.of(" https://chat.example.org\n")).contains("https://chat.example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chat.example.org",
                "//chat.example.org",
                "https:chat.example.org",
                "https:/chat.example.org",
                "https://",
                "https:///chat",
                "https://:443",
                "ftp://chat.example.org",
                "ws://chat.example.org",
                "https://chat.example.org:0",
                "https://chat.example.org:65536",
                "https://chat.example.org:x",
                "https://chat.example.org:443:443",
                "https://chat.example.org:-1",
                "https://ann@chat.example.org",
                "https://ann:secret@chat.example.org",
                "https://chat example.org",
                "https://chat.example.org\\evil.net",
                "https://gärten.example",
                "https://[::1",
                "https://chat.example.org, https://evil.net",
                "null"
            })
    void anything_else_is_none(String url) {
        assertThat(PublicOrigin.of(url)).isEmpty();
    }
}
