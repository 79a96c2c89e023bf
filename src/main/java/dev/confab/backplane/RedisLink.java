package dev.confab.backplane;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * To one Redis or Valkey server, or to a cluster of them, where each topic has its shard. It comes back by itself when it
 * was cut; what it listened to it must be told again. While it is cut, what is said fails at once.
 */
abstract sealed class RedisLink implements AutoCloseable {
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(5);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(15);
    /** What waits for the server's answer; more than that is lost. */
    private static final int MOST_UNDER_WAY = 8_192;

    private final AbstractRedisClient client;
    private final StatefulConnection<String, byte[]> said;
    private final StatefulConnection<String, byte[]> heard;

    private RedisLink(
            AbstractRedisClient client,
            StatefulConnection<String, byte[]> said,
            StatefulConnection<String, byte[]> heard) {
        this.client = client;
        this.said = said;
        this.heard = heard;
    }

    abstract CompletionStage<?> publish(String topic, byte[] message);

    abstract CompletionStage<?> subscribe(Collection<String> topics);

    abstract CompletionStage<?> unsubscribe(Collection<String> topics);

    boolean isUp() {
        return said.isOpen() && heard.isOpen();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, CONNECT_LIMIT);
    }

    /**
     * @param whenUp each time that one of its connections is there, for the first time or again
     * @throws io.lettuce.core.RedisException if it does not answer, or does not let us in
     */
    static RedisLink open(String url, BiConsumer<String, byte[]> hear, Runnable whenUp) {
        RedisURI uri = RedisURI.create(url);
        uri.setClientName("confab");
        RedisClient client = RedisClient.create(uri);
        try {
            client.setOptions(ClientOptions.builder()
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .requestQueueSize(MOST_UNDER_WAY)
                    .socketOptions(socket())
                    .timeoutOptions(TimeoutOptions.enabled(COMMAND_LIMIT))
                    .build());
            StatefulRedisConnection<String, byte[]> said = client.connect(CODEC);
            if (said.sync().info("cluster").contains("cluster_enabled:1")) {
                client.shutdown();
                return Sharded.open(uri, hear, whenUp);
            }
            StatefulRedisPubSubConnection<String, byte[]> heard = client.connectPubSub(CODEC);
            heard.addListener(new Ear(hear));
            client.addListener(listener(whenUp));
            return new Single(client, said, heard);
        } catch (RuntimeException e) {
            client.shutdown(Duration.ZERO, CONNECT_LIMIT);
            throw e;
        }
    }

    private static SocketOptions socket() {
        return SocketOptions.builder()
                .connectTimeout(CONNECT_LIMIT)
                // One that is gone without a word is noticed by it.
                .keepAlive(SocketOptions.KeepAliveOptions.builder()
                        .enable()
                        .idle(Duration.ofSeconds(5))
                        .interval(Duration.ofSeconds(2))
                        .count(3)
                        .build())
                .build();
    }

    private static RedisConnectionStateListener listener(Runnable whenUp) {
        return new RedisConnectionStateAdapter() {
            @Override
            public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
                whenUp.run();
            }
        };
    }

    /** Called by the threads of the client: whoever hears must not wait. */
    private static final class Ear extends RedisPubSubAdapter<String, byte[]> {
        private final BiConsumer<String, byte[]> hear;

        Ear(BiConsumer<String, byte[]> hear) {
            this.hear = hear;
        }

        @Override
        public void message(String topic, byte[] message) {
            hear.accept(topic, message);
        }

        @Override
        public void smessage(String topic, byte[] message) {
            hear.accept(topic, message);
        }
    }

    private static final class Single extends RedisLink {
        private final StatefulRedisConnection<String, byte[]> said;
        private final StatefulRedisPubSubConnection<String, byte[]> heard;

        Single(
                RedisClient client,
                StatefulRedisConnection<String, byte[]> said,
                StatefulRedisPubSubConnection<String, byte[]> heard) {
            super(client, said, heard);
            this.said = said;
            this.heard = heard;
        }

        @Override
        CompletionStage<?> publish(String topic, byte[] message) {
            return said.async().publish(topic, message);
        }

        @Override
        CompletionStage<?> subscribe(Collection<String> topics) {
            return heard.async().subscribe(topics.toArray(String[]::new));
        }

        @Override
        CompletionStage<?> unsubscribe(Collection<String> topics) {
            return heard.async().unsubscribe(topics.toArray(String[]::new));
        }
    }

    private static final class Sharded extends RedisLink {
        private final StatefulRedisClusterConnection<String, byte[]> said;
        private final StatefulRedisClusterPubSubConnection<String, byte[]> heard;

        private Sharded(
                RedisClusterClient client,
                StatefulRedisClusterConnection<String, byte[]> said,
                StatefulRedisClusterPubSubConnection<String, byte[]> heard) {
            super(client, said, heard);
            this.said = said;
            this.heard = heard;
        }

        static RedisLink open(RedisURI uri, BiConsumer<String, byte[]> hear, Runnable whenUp) {
            RedisClusterClient client = RedisClusterClient.create(uri);
            try {
                client.setOptions(ClusterClientOptions.builder()
                        // It connects with a shard by the first command for it, which must not be refused for that.
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.DEFAULT)
                        .requestQueueSize(MOST_UNDER_WAY)
                        .socketOptions(socket())
                        .timeoutOptions(TimeoutOptions.enabled(COMMAND_LIMIT))
                        .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                                .enablePeriodicRefresh(LOOK_AROUND)
                                .build())
                        .build());
                StatefulRedisClusterConnection<String, byte[]> said = client.connect(CODEC);
                StatefulRedisClusterPubSubConnection<String, byte[]> heard = client.connectPubSub(CODEC);
                heard.addListener(new Ear(hear));
                client.addListener(listener(whenUp));
                return new Sharded(client, said, heard);
            } catch (RuntimeException e) {
                client.shutdown(Duration.ZERO, CONNECT_LIMIT);
                throw e;
            }
        }

        @Override
        CompletionStage<?> publish(String topic, byte[] message) {
            return said.async().spublish(topic, message);
        }

        @Override
        CompletionStage<?> subscribe(Collection<String> topics) {
            // One by one: those of one command must be of one shard.
            return all(topics, topic -> heard.async().ssubscribe(topic));
        }

        @Override
        CompletionStage<?> unsubscribe(Collection<String> topics) {
            return all(topics, topic -> heard.async().sunsubscribe(topic));
        }

        private static CompletionStage<?> all(
                Collection<String> topics, Function<String, CompletionStage<Void>> command) {
            return CompletableFuture.allOf(topics.stream()
                    .map(topic -> command.apply(topic).toCompletableFuture())
                    .toArray(CompletableFuture[]::new));
        }
    }
}
