package offhook;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, what stays inside one, and that packages form no circles. */
class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ArchitectureTest::noTestJar)
            .importPackages("offhook");

    /** Who may import whom: a module sees itself and what is listed. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "runtime", List.of(),
            "directory", List.of("runtime"),
            "sip", List.of("runtime", "directory"),
            "xmpp", List.of("runtime", "directory"),
            "mail", List.of("runtime", "directory"),
            "pbx", List.of("runtime", "directory", "sip"),
            "voicemail", List.of("runtime", "directory", "sip"),
            "gateway", List.of("runtime", "directory", "sip", "xmpp", "mail", "pbx", "voicemail"));

    private static boolean noTestJar(Location location) {
        return !location.contains("-tests.jar");
    }

    @Test
    void everyModuleIsThere() {
        for (String module : ARROWS.keySet()) {
            assertThat(PRODUCT).as("classes of " + module).anyMatch(type -> type.getPackageName()
                    .startsWith("offhook." + module));
        }
    }

    @Test
    void modulesSeeOnlyWhatTheyMay() {
        ARROWS.forEach((module, seen) -> {
            for (String other : ARROWS.keySet()) {
                if (!other.equals(module) && !seen.contains(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage("offhook." + module + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("offhook." + other + "..")
                            .allowEmptyShould(true)
                            .check(PRODUCT);
                }
            }
        });
    }

    @Test
    void packagesFormNoCircles() {
        slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void librariesStayInside() {
        onlyIn(List.of("offhook.sip.."), "javax.sip..", "gov.nist..");
        onlyIn(List.of("offhook.xmpp.."), "com.fasterxml.aalto..");
        onlyIn(List.of("offhook.mail.."), "javax.mail..", "com.sun.mail..");
        onlyIn(List.of("offhook.voicemail.codec.."), "io.github.jaredmdobson..");
        onlyIn(List.of("offhook.voicemail.mp3.."), "de.sciss..");
        onlyIn(List.of("offhook.voicemail.sound.."), "javazoom..");
        onlyIn(
                List.of(
                        "offhook.runtime.net..",
                        "offhook.sip.transport..",
                        "offhook.xmpp.stream..",
                        "offhook.pbx.transport..",
                        "offhook.mail.intake.transport..",
                        "offhook.voicemail.rtp.transport.."),
                "io.netty.channel..",
                "io.netty.handler..",
                "io.netty.bootstrap..");
    }

    @Test
    void nothingAsksTheSystemForTheTime() {
        noClasses()
                .that(not(resideInAPackage("offhook.runtime.work..")))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(PRODUCT);
    }

    private static void onlyIn(List<String> homes, String... library) {
        noClasses()
                .that(not(resideInAnyPackage(homes.toArray(String[]::new))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .check(PRODUCT);
    }

    /** A slice for each package by its full name. */
    private static final class EachPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }
}
