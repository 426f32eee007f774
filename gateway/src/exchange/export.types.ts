import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { DateTimeScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ExportFormat, ExportState } from './enums';
import { JobProblem } from './import.types';
import { JsonScalar } from './json-scalar';
import { JobPage } from './page.types';

const PARTNERS = { audience: ['partner', 'marketplace'] as const };

/** The job as its service tells it. */
export type ExportJobFacts = Omit<ExportJob, 'downloadUrl'>;

@ObjectType({
  description:
    'A list that is written to a file in the background, as its caller may see it. Only its caller sees it.',
})
@Access(PARTNERS)
export class ExportJob {
  @Field(() => ID, { description: 'Its id in the graph and in /exports/<id>/file.' })
  id!: string;

  @Field(() => ExportState, { description: 'Where it stands.' })
  state!: ExportState;

  @Field(() => ExportFormat, { description: 'The form of the file.' })
  format!: ExportFormat;

  @Field(() => Int, { description: 'Rows written so far.' })
  rowsWritten!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How many rows there are; null where counting them would be dear.',
  })
  rowsTotal!: number | null;

  @Field(() => Float, { nullable: true, description: 'Rows a second; null when nothing is under way.' })
  rowsPerSecond!: number | null;

  @Field(() => Float, { nullable: true, description: 'About how many seconds are left.' })
  secondsLeft!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The size of the file in bytes; null until it is there.',
  })
  fileBytes!: number | null;

  @Field(() => DateTimeScalar, {
    description: 'When it was asked for. The rows are those of the moment when it began to run.',
  })
  createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was over.' })
  finishedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the file can be downloaded.' })
  expiresAt!: string | null;

  @Field(() => JobProblem, {
    nullable: true,
    description: 'Why there is no file; null when there is nothing wrong.',
  })
  problem!: JobProblem | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where this caller, and nobody else, can download the file; null until it is there.',
  })
  downloadUrl!: string | null;
}

@ObjectType({ description: 'Exports, the newest first.' })
@Access(PARTNERS)
export class ExportJobs extends JobPage {
  @Field(() => [ExportJob], { description: 'The jobs of this page.' })
  nodes!: ExportJob[];
}

@InputType({ description: 'Which list to write to a file.' })
export class StartExportInput {
  @Field(() => String, {
    description:
      'A query of one list: `{ products { nodes { id name { ar } price } } }`, with its filters and without `first` and `after`. Its fields must all be of the service that has the list.',
  })
  query!: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'The values of the variables of the query, as an object.',
  })
  variables?: Record<string, unknown> | null;

  @Field(() => ExportFormat, { description: 'The form of the file.' })
  format!: ExportFormat;
}

@InputType({ description: 'Which export to stop.' })
export class CancelExportInput {
  @Field(() => ID, { description: 'The job.' })
  id!: string;
}

@ObjectType({ description: 'What became of the request.' })
@Access(PARTNERS)
export class ExportPayload {
  @Field(() => ExportJob, { nullable: true, description: 'The job; null when nothing was done.' })
  job?: ExportJob | null;

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
