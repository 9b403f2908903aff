-- An API answer is sealed under the key of the concern it is about: erasing the concern erases the answer too.
-- Answers kept under a system's own key are forgotten; they would have been within two days.

delete from concerns.api_answers;
alter table concerns.api_answers add column concern_id uuid;
alter table concerns.api_answers add constraint api_answers_about check ((answer is null) = (concern_id is null));
