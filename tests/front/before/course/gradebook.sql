BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
INSERT INTO "alembic_version" VALUES('e43177bfe90b');
CREATE TABLE assignment (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	duedate DATETIME, 
	course_id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(course_id) REFERENCES course (id)
);
INSERT INTO "assignment" VALUES('1c5af25ac02d4f87aafe769b24a9354e','small',NULL,'peace-partnerships');
CREATE TABLE base_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	notebook_id VARCHAR(32) NOT NULL, 
	type VARCHAR(50), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id, type), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "base_cell" VALUES('7998b178390d4184aa428a77773114bc','task1-visible','55816552952f44d7b75e4d8b51f7b8aa','GradeCell');
INSERT INTO "base_cell" VALUES('e9d47b2ec6e34db2b01b880bdf4fc80b','task1-hidden','55816552952f44d7b75e4d8b51f7b8aa','GradeCell');
INSERT INTO "base_cell" VALUES('6a49475c2806470ca7049a771c7fcfb9','memo','55816552952f44d7b75e4d8b51f7b8aa','GradeCell');
INSERT INTO "base_cell" VALUES('893030f15df3449786d7b2f81a781f42','task1','55816552952f44d7b75e4d8b51f7b8aa','SolutionCell');
INSERT INTO "base_cell" VALUES('6246766155a9478093a8386299039756','memo','55816552952f44d7b75e4d8b51f7b8aa','SolutionCell');
CREATE TABLE comment (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_comment TEXT, 
	manual_comment TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "comment" VALUES('e5c6557bbeed4c219be7eb7803cbf8cd','738e3fc3e03b47aba8beff674758563a','893030f15df3449786d7b2f81a781f42',NULL,NULL);
INSERT INTO "comment" VALUES('1679e504e9034a809b09433ab68665bd','738e3fc3e03b47aba8beff674758563a','6246766155a9478093a8386299039756',NULL,NULL);
CREATE TABLE course (
	id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (id)
);
INSERT INTO "course" VALUES('peace-partnerships');
INSERT INTO "course" VALUES('default_course');
CREATE TABLE grade (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_score FLOAT, 
	manual_score FLOAT, 
	extra_credit FLOAT, 
	needs_manual_grade BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "grade" VALUES('6ddb2d1c9cf946d9b62809e8fecc7e78','738e3fc3e03b47aba8beff674758563a','7998b178390d4184aa428a77773114bc',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('24a84857e0f54fc59b450c6103329694','738e3fc3e03b47aba8beff674758563a','e9d47b2ec6e34db2b01b880bdf4fc80b',3.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('c3220bf64947471eb1a7db050ba53789','738e3fc3e03b47aba8beff674758563a','6a49475c2806470ca7049a771c7fcfb9',NULL,NULL,NULL,1);
CREATE TABLE grade_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "grade_cells" VALUES('7998b178390d4184aa428a77773114bc',2.0,'code');
INSERT INTO "grade_cells" VALUES('e9d47b2ec6e34db2b01b880bdf4fc80b',3.0,'code');
INSERT INTO "grade_cells" VALUES('6a49475c2806470ca7049a771c7fcfb9',4.0,'markdown');
CREATE TABLE notebook (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	assignment_id VARCHAR(32), 
	kernelspec VARCHAR(1024), 
	PRIMARY KEY (id), 
	UNIQUE (name, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id)
);
INSERT INTO "notebook" VALUES('55816552952f44d7b75e4d8b51f7b8aa','small','1c5af25ac02d4f87aafe769b24a9354e','{"display_name": "Python 3", "language": "python", "name": "python3"}');
CREATE TABLE solution_cells (
	id VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "solution_cells" VALUES('893030f15df3449786d7b2f81a781f42');
INSERT INTO "solution_cells" VALUES('6246766155a9478093a8386299039756');
CREATE TABLE source_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	locked BOOLEAN NOT NULL, 
	source TEXT, 
	checksum VARCHAR(128), 
	notebook_id VARCHAR(32), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "source_cell" VALUES('2ed64dc2f8c14cf8aec78826718120a0','setup','code',1,'import pandas as pd

from course import charts, ledger, load, plan','7e9b41cc10e76f89426124a5d17ea013','55816552952f44d7b75e4d8b51f7b8aa');
INSERT INTO "source_cell" VALUES('37649e69a6984fe3b107b5fb3d6d97d1','task1','code',0,'def overspent(cost):
    ...  # your answer here','193f68d9f82526d602a1b4669853711d','55816552952f44d7b75e4d8b51f7b8aa');
INSERT INTO "source_cell" VALUES('a2ca2cce9f4b48e5a1a805f6d0afa81d','task1-visible','code',1,'assert overspent(10**9), "A thousand million is too much."','3c91b65c3c351f7f9397eb0664bab5ec','55816552952f44d7b75e4d8b51f7b8aa');
INSERT INTO "source_cell" VALUES('343f8d66414845efbff3992faa8b48bc','task1-hidden','code',1,'# More tests run here after you hand in
### BEGIN HIDDEN TESTS
from course.content.planning import Limits

assert overspent(Limits().budget + 1), "One more than the budget is too much."
assert not overspent(Limits().budget), "The budget itself may be spent."
### END HIDDEN TESTS','96fe1e06aa3c35be94d0218366296293','55816552952f44d7b75e4d8b51f7b8aa');
INSERT INTO "source_cell" VALUES('599ad4f5b82d4990b12840c59323ac6d','memo','markdown',0,'*Write your memo here, in place of this line.*','4f198ebd4de5a1decfba498963a58b47','55816552952f44d7b75e4d8b51f7b8aa');
CREATE TABLE student (
	id VARCHAR(128) NOT NULL, 
	first_name VARCHAR(128), 
	last_name VARCHAR(128), 
	email VARCHAR(128), 
	lms_user_id VARCHAR(128), 
	PRIMARY KEY (id)
);
INSERT INTO "student" VALUES('ann',NULL,NULL,NULL,NULL);
CREATE TABLE submitted_assignment (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	student_id VARCHAR(128), 
	timestamp DATETIME, 
	extension DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (assignment_id, student_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(student_id) REFERENCES student (id)
);
INSERT INTO "submitted_assignment" VALUES('ac88cbb469f94f45a37f108168d96293','1c5af25ac02d4f87aafe769b24a9354e','ann','2026-03-02 10:00:00.000000',NULL);
CREATE TABLE submitted_notebook (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	notebook_id VARCHAR(32), 
	flagged BOOLEAN, 
	late_submission_penalty FLOAT, 
	PRIMARY KEY (id), 
	UNIQUE (notebook_id, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES submitted_assignment (id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "submitted_notebook" VALUES('738e3fc3e03b47aba8beff674758563a','ac88cbb469f94f45a37f108168d96293','55816552952f44d7b75e4d8b51f7b8aa',0,NULL);
CREATE TABLE task_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
COMMIT;
