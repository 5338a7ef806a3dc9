/** What other systems may call: nothing here; a real system offers ten functions at most, each taking a Tx or a Reader. */
export {}
