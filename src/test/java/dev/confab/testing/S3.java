package dev.confab.testing;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.options.CreateContainerOptions;
import org.gaul.s3proxy.blobstore.options.ListContainerOptions;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A server that speaks S3, with one bucket, in this JVM's memory; on a free port of the loopback address. */
public final class S3 implements AutoCloseable {
    private static final String BUCKET = "garden";
    private static final String KEY = "gardener";
    private static final String SECRET = "only the gardener knows";

    private final BlobStore store = new TransientNio2BlobStore();
    private final S3Proxy server;

    private S3() {
        store.createContainer(BUCKET, CreateContainerOptions.NONE);
        server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
                .build();
    }

    public static S3 start() throws Exception {
        var s3 = new S3();
        s3.server.start();
        return s3;
    }

    /** Those of Confab, to keep its files here. */
    public Map<String, String> settings() {
        return new TreeMap<>(Map.of(
                "confab.files.vault",
                "s3",
                "confab.files.s3.endpoint",
                "http://127.0.0.1:" + server.getPort(),
                "confab.files.s3.bucket",
                BUCKET,
                "confab.files.s3.path-style",
                "true",
                "confab.files.s3.access-key",
                KEY,
                "confab.files.s3.secret-key",
                SECRET));
    }

    /** How many things are in the bucket. */
    public int kept() {
        return store.list(BUCKET, ListContainerOptions.NONE).entries().size();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not stop", e);
        }
    }
}
