package dev.confab.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    @BeforeEach
    void no_address_is_set() {
        PublicUrl.is(null);
    }

    private static Asked post() {
        return new Asked("POST", "/api/v1/channels").cookie("confab_session", "secret");
    }

    private static boolean isForeign(Asked asked) {
        return Origins.isForeign(asked.request(), false);
    }

    private static Asked handshake() {
        return new Asked("GET", "/ws/v1").cookie("confab_session", "secret");
    }

    @Test
    void our_own_pages_are_at_home() {
        assertThat(isForeign(post().header("Origin", "http://chat.example.org")))
                .isFalse();
        assertThat(isForeign(post().header("Origin", "https://chat.example.org").overTls()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://chat.example.org",
                "http://chat.example.org:8080",
                "http://chat.example.org:80",
                "http://example.org",
                "http://evil.chat.example.org",
                "http://chat.example.org.evil.net",
                "http://chat.example.orgx",
                "http://xchat.example.org",
                "http://evil.net",
                "null",
                "",
                "chat.example.org",
                "http://chat.example.org/",
                "http://ann@chat.example.org",
                "file://",
                "http://chat.example.org,http://evil.net"
            })
    void anything_else_is_another_site(String origin) {
        assertThat(isForeign(post().header("Origin", origin))).isTrue();
        assertThat(Origins.isForeign(handshake().header("Origin", origin).request(), true))
                .isTrue();
    }

    @Test
    void behind_a_proxy_the_set_address_counts_and_not_the_host() {
        PublicUrl.is("https://Team.Example.org/chat");
        assertThat(isForeign(post().header("Origin", "https://team.example.org")))
                .isFalse();
        assertThat(isForeign(post().header("Origin", "http://chat.example.org")))
                .isTrue();
        PublicUrl.is("https://team.example.org:8443");
        assertThat(isForeign(post().header("Origin", "https://team.example.org:8443")))
                .isFalse();
        assertThat(isForeign(post().header("Origin", "https://team.example.org")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://chat.example.org",
                "https://chat.example.org:443",
                "https://chat.example.org:443/",
                "HTTPS://Chat.Example.org:443/chat"
            })
    void the_set_address_may_be_written_in_any_way_that_means_it(String url) {
        PublicUrl.is(url);
        assertThat(isForeign(post().header("Origin", "https://chat.example.org")))
                .isFalse();
        assertThat(Origins.isForeign(
                        handshake().header("Origin", "https://chat.example.org").request(), true))
                .isFalse();
        assertThat(isForeign(post().header("Origin", "http://chat.example.org")))
                .isTrue();
        assertThat(isForeign(post().header("Origin", "https://chat.example.org:443")))
                .isTrue();
        assertThat(Origins.isSecure(new Asked("GET", "/").request())).isTrue();
    }

    @Test
    void the_set_address_without_tls_may_name_its_port_too() {
        PublicUrl.is("http://chat.example.org:80");
        assertThat(isForeign(post().header("Origin", "http://chat.example.org")))
                .isFalse();
        assertThat(Origins.isSecure(new Asked("GET", "/").request())).isFalse();
    }

    @Test
    void a_blank_address_is_none() {
        PublicUrl.is("  ");
        assertThat(isForeign(post().header("Origin", "http://chat.example.org")))
                .isFalse();
    }

    @Test
    void without_an_origin_the_browsers_own_word_counts() {
        assertThat(isForeign(post().header("Sec-Fetch-Site", "same-origin"))).isFalse();
        for (String site : new String[] {"cross-site", "same-site", "none", "", "SAME-ORIGIN"}) {
            assertThat(isForeign(post().header("Sec-Fetch-Site", site)))
                    .as(site)
                    .isTrue();
        }
    }

    @Test
    void the_own_origin_does_not_help_where_the_browser_says_otherwise() {
        for (String site : new String[] {"cross-site", "same-site", "", "SAME-ORIGIN"}) {
            assertThat(isForeign(
                            post().header("Origin", "http://chat.example.org").header("Sec-Fetch-Site", site)))
                    .as(site)
                    .isTrue();
            Asked handshake =
                    handshake().header("Origin", "http://chat.example.org").header("Sec-Fetch-Site", site);
            assertThat(Origins.isForeign(handshake.request(), true)).as(site).isTrue();
        }
        for (String site : new String[] {"same-origin", "none"}) {
            assertThat(isForeign(
                            post().header("Origin", "http://chat.example.org").header("Sec-Fetch-Site", site)))
                    .as(site)
                    .isFalse();
        }
        assertThat(Origins.isForeign(
                        handshake().header("Sec-Fetch-Site", "none").request(), true))
                .isTrue();
    }

    @Test
    void a_good_word_does_not_help_a_foreign_origin() {
        assertThat(isForeign(post().header("Origin", "http://evil.net").header("Sec-Fetch-Site", "same-origin")))
                .isTrue();
    }

    @Test
    void a_cookie_without_a_word_about_where_from_is_foreign() {
        assertThat(isForeign(post())).isTrue();
        PublicUrl.is("https://chat.example.org");
        Asked prefixed = new Asked("POST", "/api/v1/channels").cookie("__Host-confab_session", "secret");
        assertThat(isForeign(prefixed)).isTrue();
    }

    @Test
    void a_machine_needs_no_origin_and_may_come_from_anywhere_but_to_the_socket() {
        Asked machine = new Asked("POST", "/api/v1/channels").header("Authorization", "Bearer token");
        assertThat(isForeign(machine)).isFalse();
        machine.header("Origin", "http://evil.net").header("Sec-Fetch-Site", "cross-site");
        assertThat(isForeign(machine)).isFalse();
        assertThat(isForeign(machine.cookie("confab_session", "secret"))).isTrue();
        Asked handshake = new Asked("GET", "/ws/v1").header("Authorization", "Bearer token");
        assertThat(Origins.isForeign(handshake.request(), true)).isFalse();
        assertThat(Origins.isForeign(
                        handshake.header("Origin", "http://evil.net").request(), true))
                .isTrue();
    }

    @Test
    void a_cookie_beside_a_token_does_not_count_against_it() {
        assertThat(isForeign(post().header("Authorization", "Bearer token"))).isFalse();
    }

    @Test
    void another_scheme_of_authorization_is_no_bearer_token() {
        assertThat(isForeign(post().header("Authorization", "Basic YTpi"))).isTrue();
        assertThat(isForeign(post().header("Authorization", "Bearer "))).isTrue();
        assertThat(isForeign(post().header("Authorization", "Bearer " + "x".repeat(129))))
                .isTrue();
    }

    @Test
    void who_brings_no_cookie_is_nobodys_victim() {
        assertThat(isForeign(new Asked("POST", "/api/v1/session"))).isFalse();
    }

    @Test
    void reading_is_not_asked_where_from_but_a_handshake_is() {
        for (String method : new String[] {"GET", "HEAD", "OPTIONS"}) {
            assertThat(isForeign(new Asked(method, "/").header("Origin", "http://evil.net")))
                    .isFalse();
        }
        assertThat(Origins.isForeign(handshake().request(), true)).isTrue();
        assertThat(Origins.isForeign(
                        handshake().header("Origin", "http://chat.example.org").request(), true))
                .isFalse();
    }

    @Test
    void tls_is_here_or_at_the_proxy_that_the_address_speaks_of() {
        assertThat(Origins.isSecure(new Asked("GET", "/").request())).isFalse();
        assertThat(Origins.isSecure(new Asked("GET", "/").overTls().request())).isTrue();
        PublicUrl.is("https://chat.example.org");
        assertThat(Origins.isSecure(new Asked("GET", "/").request())).isTrue();
    }

    @Test
    void only_as_many_proxies_as_are_set_are_believed() {
        Asked asked = new Asked("GET", "/").header("X-Forwarded-For", "1.1.1.1, 2.2.2.2 , 3.3.3.3");
        assertThat(Origins.address(asked.request(), 0)).isEqualTo("192.0.2.1");
        assertThat(Origins.address(asked.request(), 1)).isEqualTo("3.3.3.3");
        assertThat(Origins.address(asked.request(), 2)).isEqualTo("2.2.2.2");
        assertThat(Origins.address(asked.request(), 9)).isEqualTo("1.1.1.1");
        assertThat(Origins.address(new Asked("GET", "/").request(), 1)).isEqualTo("192.0.2.1");
    }

    @Test
    void a_line_that_the_client_made_up_does_not_hide_the_proxys_own() {
        Asked asked = new Asked("GET", "/").header("X-Forwarded-For", "6.6.6.6").header("X-Forwarded-For", "3.3.3.3");
        assertThat(Origins.address(asked.request(), 1)).isEqualTo("3.3.3.3");
    }

    @Test
    void a_list_of_nothing_is_no_failure() {
        assertThat(Origins.address(
                        new Asked("GET", "/").header("X-Forwarded-For", ",").request(), 1))
                .isEmpty();
    }
}
