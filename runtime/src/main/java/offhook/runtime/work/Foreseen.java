package offhook.runtime.work;

/** Marks a failure that comes from outside (the database is away, a queue is full): its message says all, a stack trace nothing more. */
public interface Foreseen {}
