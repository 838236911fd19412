package offhook.voicemail.agent;

/**
 * A state of our conversation with somebody who leaves a message. A state overrides only what moves it. Whatever happens, it
 * ends when they are gone and what they said is kept.
 */
sealed interface Conversation {

    /** What became of what they said. */
    enum Kept {
        /** It is a voicemail now: written and synced. */
        YES,
        /** They said nothing, or hardly anything. */
        NOTHING,
        /** It could not be written. */
        FAILED
    }

    /** What it does. */
    interface Actions {

        /** {@link Conversation#played} is told at the end; the same for beep, thank and apologise. */
        void greet();

        void beep();

        void record();

        /** Ends the recording; {@link Conversation#kept} is told. */
        void keep();

        void thank();

        void apologise();

        /** They say that the messages are theirs; the rest of the call is no conversation of this kind. */
        void pickUp();

        /** {@link Conversation#gone} is told. */
        void hangUp();

        /** Nothing follows. */
        void over();
    }

    /**
     * From now on they can hear us.
     *
     * @param hasRoom whether there is room for what they would say
     */
    default Conversation hears(boolean hasRoom, Actions to) {
        return this;
    }

    /** What was to be played has been. */
    default Conversation played(Actions to) {
        return this;
    }

    default Conversation key(char key, Actions to) {
        return this;
    }

    /** They have said nothing for long, or enough. */
    default Conversation enough(Actions to) {
        return this;
    }

    /** The server goes down, or the line is dead. */
    default Conversation stops(Actions to) {
        return this;
    }

    default Conversation kept(Kept what, Actions to) {
        return this;
    }

    /** The call is over. */
    default Conversation gone(Actions to) {
        to.over();
        return new Over();
    }

    private static Conversation leave(Actions to) {
        to.hangUp();
        return new Leaving();
    }

    private static Conversation pickUp(Actions to) {
        to.pickUp();
        return new Elsewhere();
    }

    private static Conversation beep(Actions to) {
        to.beep();
        return new Beeping();
    }

    /** The audio is not agreed on yet. */
    record Silent() implements Conversation {

        @Override
        public Conversation hears(boolean hasRoom, Actions to) {
            if (hasRoom) {
                to.greet();
                return new Greeting();
            }
            to.apologise();
            return new Refusing();
        }

        @Override
        public Conversation stops(Actions to) {
            return leave(to);
        }
    }

    /** There is no room for what they would say; whose box it is can make some. */
    record Refusing() implements Conversation {

        @Override
        public Conversation played(Actions to) {
            return leave(to);
        }

        @Override
        public Conversation key(char key, Actions to) {
            return key == '*' ? pickUp(to) : this;
        }

        @Override
        public Conversation stops(Actions to) {
            return leave(to);
        }
    }

    record Greeting() implements Conversation {

        @Override
        public Conversation played(Actions to) {
            return beep(to);
        }

        /** Who knows the greeting need not hear it again; whose it is can get to their messages. */
        @Override
        public Conversation key(char key, Actions to) {
            return key == '*' ? pickUp(to) : key == '#' ? beep(to) : this;
        }

        @Override
        public Conversation stops(Actions to) {
            return leave(to);
        }
    }

    record Beeping() implements Conversation {

        @Override
        public Conversation played(Actions to) {
            to.record();
            return new Recording();
        }

        @Override
        public Conversation stops(Actions to) {
            return leave(to);
        }
    }

    record Recording() implements Conversation {

        @Override
        public Conversation key(char key, Actions to) {
            return key == '#' ? enough(to) : this;
        }

        @Override
        public Conversation enough(Actions to) {
            to.keep();
            return new Keeping();
        }

        @Override
        public Conversation stops(Actions to) {
            return enough(to);
        }

        @Override
        public Conversation gone(Actions to) {
            to.keep();
            return new KeepingAlone();
        }
    }

    /** They wait for our word that it is kept. */
    record Keeping() implements Conversation {

        @Override
        public Conversation kept(Kept what, Actions to) {
            switch (what) {
                case YES -> to.thank();
                case FAILED -> to.apologise();
                case NOTHING -> {
                    return leave(to);
                }
            }
            return new Ending();
        }

        @Override
        public Conversation gone(Actions to) {
            return new KeepingAlone();
        }
    }

    /** They have gone, and their call is over only when it is kept. */
    record KeepingAlone() implements Conversation {

        @Override
        public Conversation kept(Kept what, Actions to) {
            to.over();
            return new Over();
        }

        @Override
        public Conversation gone(Actions to) {
            return this;
        }
    }

    /** They hear our last word. */
    record Ending() implements Conversation {

        @Override
        public Conversation played(Actions to) {
            return leave(to);
        }

        @Override
        public Conversation stops(Actions to) {
            return leave(to);
        }
    }

    record Leaving() implements Conversation {}

    /** Something else goes on in the call, and ends it. */
    record Elsewhere() implements Conversation {

        @Override
        public Conversation gone(Actions to) {
            return this;
        }
    }

    record Over() implements Conversation {

        @Override
        public Conversation gone(Actions to) {
            return this;
        }
    }
}
