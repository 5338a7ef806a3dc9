-- A number is its station's own: the family's look-up asks by both, also after the person has left.
create index custody_by_station on custody.custody (station_id, number);
