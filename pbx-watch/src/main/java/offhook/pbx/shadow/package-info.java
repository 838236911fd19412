/** Watches a PBX as one more phone of each extension, which rings along and never answers. */
package offhook.pbx.shadow;
