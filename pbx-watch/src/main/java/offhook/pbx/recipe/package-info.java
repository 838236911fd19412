/** What is to be written at a PBX so that it can be watched. */
package offhook.pbx.recipe;
