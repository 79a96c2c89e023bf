package dev.confab.web.live;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;
import org.glassfish.tyrus.spi.WebSocketEngine;
import org.glassfish.tyrus.spi.Writer;

/** The container's own handler of an upgraded connection, with our {@link Line} out of it and our {@link Intake}. */
public class LineHandler extends TyrusHttpUpgradeHandler {
    private Line line;
    private Intake intake;
    private Doorstep doorstep;

    void use(Line ourLine, Intake ourIntake, Doorstep ourDoorstep) {
        this.line = ourLine;
        this.intake = ourIntake;
        this.doorstep = ourDoorstep;
    }

    @Override
    public void preInit(WebSocketEngine.UpgradeInfo upgrade, Writer ignored, boolean isAuthenticated) {
        super.preInit(upgrade, line, isAuthenticated);
    }

    @Override
    public void init(WebConnection upgraded) {
        try {
            doorstep.pass(upgraded);
            line.open(upgraded);
            super.init(intake.of(upgraded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
