/** What a PBX tells of phones that are not registered here: the seams that each way of watching fills. */
package offhook.pbx;
