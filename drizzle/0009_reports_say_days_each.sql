ALTER TABLE "provider_report_days" DROP CONSTRAINT "provider_report_days_cell";--> statement-breakpoint
ALTER TABLE "provider_report_days" ADD CONSTRAINT "provider_report_days_report_id_day_model_pk" PRIMARY KEY("report_id","day","model");--> statement-breakpoint
CREATE INDEX "provider_report_days_day" ON "provider_report_days" USING btree ("account_id","provider","day");