package offhook.pbx.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a simulated PBX says is nobody's invention. */
class CitationsTest {

    @Test
    void everyLineOfAsteriskSaysWhereItComesFrom() {
        assertThat(SimulatedAsterisk.lines()).hasSizeGreaterThan(60).allSatisfy(line -> assertThat(line.source())
                .as(line.text())
                .matches(line.text().startsWith("@") ? "" : "(main|apps|include|channels|bridges|res)/.+"));
    }

    @Test
    void everyLineOfFreeswitchSaysWhereItComesFrom() {
        assertThat(SimulatedFreeswitch.lines()).hasSizeGreaterThan(40).allSatisfy(line -> assertThat(line.source())
                .as(line.text())
                .matches(line.text().startsWith("@") ? "" : "src/.+"));
    }
}
