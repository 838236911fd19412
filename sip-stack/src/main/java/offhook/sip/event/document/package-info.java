/** What the bodies of NOTIFY and PUBLISH say, read as leniently as phones and PBXs write them. */
package offhook.sip.event.document;
