package offhook.runtime.work;

/** Something that will happen later, unless it is cancelled. Safe to share. */
public interface Timer {

    /** Too late or twice is no error. When called in the place where the task would run, the task does not run. */
    void cancel();
}
