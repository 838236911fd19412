/** Tries before the start whether a PBX can be watched. */
package offhook.pbx.probe;
