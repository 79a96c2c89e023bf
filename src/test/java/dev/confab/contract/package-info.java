/**
 * The delivery contract, clause by clause, and the faults that it must withstand. The tests know REST, the socket and, where
 * they break the database, its tables; what they promise to nobody is timing. Figures are printed, one line for each fault;
 * what is asserted is order, loss, repetition and who may hear.
 */
package dev.confab.contract;
