package offhook.runtime.life;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** SIGHUP, with which a service is asked to read its files again. */
public final class Hangup {

    private Hangup() {}

    /**
     * From now on the task runs at each SIGHUP, on a thread of the JVM; without this it ends the process.
     *
     * @return false where there is no such signal, the JVM keeps it for itself ({@code -Xrs}), or whoever started the
     *     process has it ignored ({@code nohup})
     */
    public static boolean run(Runnable task) {
        // The JDK offers signals in a package that javac warns of at each use; it is exported and stays.
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var ours = Proxy.newProxyInstance(
                    Hangup.class.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, args) -> handled(task, proxy, method, args));
            var before = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
            return before != handler.getField("SIG_IGN").get(null);
        } catch (InvocationTargetException e) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no sun.misc.Signal", e);
        }
    }

    private static Object handled(Runnable task, Object proxy, Method method, Object... args) {
        return switch (method.getName()) {
            case "handle" -> {
                task.run();
                yield null;
            }
            case "equals" -> proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "on SIGHUP";
        };
    }
}
