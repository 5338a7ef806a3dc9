-- The text of the code in a drawing that carries its proof: with it a drawing that the store has lost is drawn again to the same bytes.
alter table kernel.document_print add column proof text check (length(proof) between 200 and 8000);
