/** What the command line does with a server that runs: JSON over HTTP, behind a token. */
package offhook.gateway.control;
