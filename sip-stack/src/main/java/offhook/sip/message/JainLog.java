package offhook.sip.message;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What JAIN-SIP logs goes to SLF4J; without this it would look for log4j 1.x. Safe to share. */
final class JainLog implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger("offhook.sip.jain");

    private JainLog() {}

    /** Must be called before any class of JAIN-SIP is loaded that logs. */
    static void install() {
        CommonLogger.useLegacyLogger = true;
        CommonLogger.legacyLogger = new JainLog();
    }

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return switch (level) {
            case TRACE_FATAL, TRACE_ERROR -> LOG.isErrorEnabled();
            case TRACE_WARN -> LOG.isWarnEnabled();
            case TRACE_INFO -> LOG.isInfoEnabled();
            default -> LOG.isDebugEnabled();
        };
    }

    @Override
    public void logException(Throwable thrown) {
        // A header that cannot be parsed is answered where it is asked for; here it is a detail.
        LOG.debug("{}", thrown.toString());
    }

    @Override
    public void logDebug(String message) {
        LOG.debug(message);
    }

    @Override
    public void logDebug(String message, Exception thrown) {
        LOG.debug(message, thrown);
    }

    @Override
    public void logTrace(String message) {
        LOG.trace(message);
    }

    @Override
    public void logInfo(String message) {
        LOG.info(message);
    }

    @Override
    public void logWarning(String message) {
        LOG.warn(message);
    }

    @Override
    public void logError(String message) {
        LOG.error(message);
    }

    @Override
    public void logError(String message, Exception thrown) {
        LOG.error(message, thrown);
    }

    @Override
    public void logFatalError(String message) {
        LOG.error(message);
    }

    @Override
    public void logStackTrace() {
        LOG.trace("stack", new Throwable("here"));
    }

    @Override
    public void logStackTrace(int level) {
        logStackTrace();
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {
        // The configuration of SLF4J decides.
    }

    @Override
    public void enableLogging() {
        // The configuration of SLF4J decides.
    }

    @Override
    public void setBuildTimeStamp(String timeStamp) {
        LOG.debug("JAIN-SIP of {}", timeStamp);
    }

    @Override
    public void setStackProperties(Properties properties) {
        // There are none.
    }

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
