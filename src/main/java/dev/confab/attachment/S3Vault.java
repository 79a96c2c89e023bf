package dev.confab.attachment;

import dev.confab.ops.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A bucket of anything that speaks S3. */
final class S3Vault implements Vault, AutoCloseable {
    private final S3Client client;
    private final String bucket;

    S3Vault(Settings.Files.Bucket settings) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.isPathStyle())
                // The checksums that are new in 2025 are not known to all that speak S3.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(limits ->
                        limits.apiCallAttemptTimeout(Duration.ofMinutes(2)).apiCallTimeout(Duration.ofMinutes(5)))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(30)));
        if (!settings.endpoint().isEmpty()) {
            builder.endpointOverride(URI.create(settings.endpoint()));
        }
        if (!settings.accessKey().isEmpty()) { // else the role of the machine
            builder.credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())));
        }
        this.client = builder.build();
        this.bucket = settings.name();
    }

    @Override
    public void put(String key, Path file) throws IOException {
        asked(() -> client.putObject(
                put -> put.bucket(bucket).key(Vault.checked(key)).contentType("application/octet-stream"),
                RequestBody.fromFile(file)));
    }

    @Override
    public InputStream read(String key, long first, long length) throws IOException {
        if (length == 0) { // S3 knows no empty range
            return InputStream.nullInputStream();
        }
        return asked(() -> client.getObject(get ->
                get.bucket(bucket).key(Vault.checked(key)).range("bytes=" + first + "-" + (first + length - 1))));
    }

    @Override
    public void remove(String key) throws IOException {
        asked(() -> client.deleteObject(delete -> delete.bucket(bucket).key(Vault.checked(key))));
    }

    @Override
    public List<Kept> after(String key, int most) throws IOException {
        return asked(() -> client.listObjectsV2(list -> list.bucket(bucket)
                        .startAfter(key.isEmpty() ? null : Vault.checked(key))
                        .maxKeys(most)))
                .contents()
                .stream()
                .filter(object -> object.key().matches("[0-9a-f]{32}"))
                .map(object -> new Kept(object.key(), object.lastModified()))
                .toList();
    }

    private interface Call<T> {
        T make();
    }

    private static <T> T asked(Call<T> call) throws IOException {
        try {
            return call.make();
        } catch (NoSuchKeyException e) {
            NoSuchFileException none = new NoSuchFileException("an object of the bucket");
            none.initCause(e);
            throw none;
        } catch (SdkException e) {
            throw new IOException("the bucket cannot be reached, or refuses", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
