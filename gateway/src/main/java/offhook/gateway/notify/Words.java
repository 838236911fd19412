package offhook.gateway.notify;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** Texts in one language; English where there is no translation. */
public final class Words {

    private static final String ALERTS = "offhook.gateway.notify.alerts";

    private final Locale locale;
    private final ResourceBundle texts;

    /** Those of alerts. */
    public Words(Locale locale) {
        this(ALERTS, locale);
    }

    /** @param bundle the name of the texts */
    public Words(String bundle, Locale locale) {
        this.locale = locale;
        // The language of the machine is nobody's: what is not translated is English.
        this.texts = ResourceBundle.getBundle(
                bundle, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The language of the texts, which may be English though another one was asked for. */
    public Locale language() {
        var found = texts.getLocale();
        return found.getLanguage().isEmpty() ? Locale.ENGLISH : locale;
    }

    /** @throws MissingResourceException if there is no such text in any language */
    public String get(String key) {
        return texts.getString(key);
    }

    /** The text with {@code {0}}, {@code {1}} … filled in. */
    public String get(String key, Object... values) {
        return new MessageFormat(texts.getString(key), Locale.ROOT).format(values);
    }
}
