package offhook.voicemail.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.voicemail.codec.Encoding;

/**
 * One payload type of a stream and what it stands for, RFC 8866 §6.6. Safe to share.
 *
 * @param name of the encoding, which is not case-sensitive
 */
record Format(int type, String name, int clock, int channels) {

    private static final Pattern MAP = Pattern.compile("(\\d{1,3}) +([^/ ]{1,64})/(\\d{1,6})(?:/(\\d{1,2}))?");
    private static final String EVENTS = "telephone-event";

    /** Those of a stream, in its order; what is unknown is left out. */
    static List<Format> of(MediaDescription stream) {
        var maps = stream.attributes().values("rtpmap");
        var formats = new ArrayList<Format>();
        for (var text : stream.formats()) {
            if (text.matches("\\d{1,3}") && Integer.parseInt(text) < 128) {
                named(Integer.parseInt(text), maps).ifPresent(formats::add);
            }
        }
        return formats;
    }

    private static Optional<Format> named(int type, List<String> maps) {
        for (var map : maps) {
            var matcher = MAP.matcher(map);
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) == type) {
                int channels = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
                return Optional.of(new Format(type, matcher.group(2), Integer.parseInt(matcher.group(3)), channels));
            }
        }
        return Encoding.ofType(type).map(encoding -> Format.of(type, encoding));
    }

    static Format of(int type, Encoding encoding) {
        return new Format(type, encoding.title(), encoding.clock(), encoding.channels());
    }

    static Format events(int type, int clock) {
        return new Format(type, EVENTS, clock, 1);
    }

    Optional<Encoding> encoding() {
        return Encoding.named(name, clock, channels)
                // Some say 16000 for G.722, against RFC 3551 §4.5.2, and mean the same.
                .or(() ->
                        name.equalsIgnoreCase("G722") && channels == 1 ? Optional.of(Encoding.G722) : Optional.empty());
    }

    /** RFC 4733 §2.1. */
    boolean isEvents() {
        return name.equalsIgnoreCase(EVENTS);
    }

    /** The lines that say so. */
    String lines() {
        var map = "a=rtpmap:" + type + " " + name + "/" + clock + (channels == 1 ? "" : "/" + channels) + "\r\n";
        if (isEvents()) {
            return map + "a=fmtp:" + type + " 0-15\r\n";
        }
        // RFC 7587 §6.1: we hear no more than wideband, of one channel.
        return encoding().filter(Encoding.OPUS::equals).isPresent()
                ? map + "a=fmtp:" + type + " maxplaybackrate=16000;sprop-maxcapturerate=16000;stereo=0\r\n"
                : map;
    }
}
