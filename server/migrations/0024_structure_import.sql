-- A file that is uploaded is made into users, or into departments, units and placements (requirements R1.55, R2.45).

alter table staff_import.imports add column kind text not null default 'staff' check (kind in ('staff', 'structure'));
