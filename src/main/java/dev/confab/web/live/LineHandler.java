package dev.confab.web.live;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;
import org.glassfish.tyrus.spi.WebSocketEngine;
import org.glassfish.tyrus.spi.Writer;

/** The container's own handler of an upgraded connection, but for the way out: that is our {@link Line}. */
public class LineHandler extends TyrusHttpUpgradeHandler {
    private Line line;

    void use(Line ours) {
        this.line = ours;
    }

    @Override
    public void preInit(WebSocketEngine.UpgradeInfo upgrade, Writer ignored, boolean isAuthenticated) {
        super.preInit(upgrade, line, isAuthenticated);
    }

    @Override
    public void init(WebConnection upgraded) {
        try {
            line.open(upgraded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        super.init(upgraded);
    }
}
