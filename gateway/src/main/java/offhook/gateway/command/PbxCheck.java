package offhook.gateway.command;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import offhook.directory.source.CsvDefaults;
import offhook.directory.source.CsvPeople;
import offhook.pbx.WatchConfig;
import offhook.pbx.probe.PbxProbe;
import offhook.pbx.recipe.Recipe;

/**
 * Whether the PBX is found and lets us watch it, and what is to be written there.
 *
 * @param trust certificates to trust besides the system's
 * @param extensions of the people in the directory
 */
record PbxCheck(WatchConfig config, Optional<Path> trust, List<Recipe.Line> extensions) {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** @param running whether a server runs with this file */
    static PbxCheck of(Settings settings, WatchConfig config, boolean running) {
        var wanted = config.watch().isEmpty() ? Stream.<Recipe.Line>of() : extensions(settings, running);
        return new PbxCheck(
                config,
                settings.trust(),
                wanted.sorted(Comparator.comparing(Recipe.Line::number)).toList());
    }

    /** Those of the server that runs; else of the list; else of the database, if there is one. */
    private static Stream<Recipe.Line> extensions(Settings settings, boolean running) {
        var list = settings.directory().source();
        if (!running && list.isPresent()) {
            var defaults = CsvDefaults.of(settings.domain(), settings.directory());
            return CsvPeople.read(list.get().path(), defaults).rows().stream()
                    .flatMap(row -> row.user().extensions().stream()
                            .map(number ->
                                    new Recipe.Line(number, row.user().name().value())));
        }
        return PeopleAccess.known(settings, running).stream()
                .flatMap(person -> person.extensions().stream().map(number -> new Recipe.Line(number, person.name())));
    }

    Stream<Finding> findings() {
        var host = config.sip().uri().host();
        var found = new HostCheck("[pbx] host", host, InetAddress::getByName).finding();
        return found.isWrong() || config.watch().isEmpty()
                ? Stream.of(found)
                : Stream.concat(Stream.of(found), tried());
    }

    private Stream<Finding> tried() {
        var numbers = extensions.stream().map(Recipe.Line::number).toList();
        var probed = new PbxProbe(config, trust, numbers, PATIENCE)
                .findings().stream().map(found -> found.ok() ? Finding.ok(found.line()) : Finding.wrong(found.line()));
        return numbers.isEmpty()
                ? Stream.concat(Stream.of(Finding.warning("[pbx] watch: nobody has an extension")), probed)
                : probed;
    }

    /** What to write at the PBX; empty if nobody says what it is, or nobody has an extension. */
    List<String> recipe() {
        if (config.kind().isEmpty() || extensions.isEmpty()) {
            return List.of();
        }
        var text = new Recipe(config.kind().get(), config, here(), extensions).text();
        return text.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of("", "At the PBX; PASSWORD is what [pbx] password says:", ""), text.stream())
                        .toList();
    }

    /** The address from which the PBX hears us. */
    private String here() {
        var uri = config.sip().uri();
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(uri.host()), 5060));
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            return "ADDRESS-OF-OFFHOOK";
        }
    }
}
