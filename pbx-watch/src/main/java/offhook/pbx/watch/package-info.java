/** All ways by which a PBX is watched, as the configuration wants them. */
package offhook.pbx.watch;
