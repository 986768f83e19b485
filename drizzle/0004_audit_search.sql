CREATE UNIQUE INDEX "audit_entries_id" ON "audit_entries" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("account_id","at","sequence");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("account_id","actor_id","sequence");--> statement-breakpoint
CREATE INDEX "audit_entries_actor_kind" ON "audit_entries" USING btree ("account_id","actor_kind","sequence");--> statement-breakpoint
CREATE INDEX "audit_entries_subject_kind" ON "audit_entries" USING btree ("account_id","subject_kind","sequence");--> statement-breakpoint
CREATE INDEX "audit_entries_network" ON "audit_entries" USING btree ("account_id","network","sequence");