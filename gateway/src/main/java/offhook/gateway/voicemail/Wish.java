package offhook.gateway.voicemail;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What people can write back to a voicemail, in any of the languages that alerts have. */
enum Wish {
    HEARD("heard|gehört|gehoert|écouté|ecoute"),
    NEW("new|neu|nouveau"),
    KEEP("keep|behalten|garder"),
    DELETE("delete|löschen|loeschen|supprimer|effacer");

    private final String words;

    Wish(String words) {
        this.words = words;
    }

    static Optional<Wish> of(String text) {
        var word = Normalizer.normalize(text.strip(), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[.!]+$", "");
        return Arrays.stream(values()).filter(wish -> word.matches(wish.words)).findFirst();
    }
}
