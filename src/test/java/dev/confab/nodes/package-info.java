/** Several nodes on one database: what holds on one holds on all. */
package dev.confab.nodes;
