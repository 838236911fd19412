/** Lists of people as they come from elsewhere. */
package offhook.directory.source;
