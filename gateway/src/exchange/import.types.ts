import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import { DateTimeScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CommitMode, ImportState } from './enums';
import { CursorPage, JobPage } from './page.types';

/** Who may work with lists: each kind of import and export says more. */
const PARTNERS = { audience: ['partner', 'marketplace'] as const };

@ObjectType({ description: 'A column of a kind of import.' })
@Access(PARTNERS)
export class ImportColumn {
  @Field(() => String, { description: 'Its name for programs.' })
  name!: string;

  @Field(() => LocalizedText, { description: 'The heading; either language is understood.' })
  heading!: LocalizedText;

  @Field(() => Boolean, { description: 'Whether each row must have a value in it.' })
  isRequired!: boolean;

  @Field(() => LocalizedText, { description: 'What stands in it, and how it is written.' })
  description!: LocalizedText;

  @Field(() => String, { nullable: true, description: 'A value as it could stand there.' })
  example!: string | null;
}

@ObjectType({ description: 'A kind of list that can be sent to POST /imports/<name>.' })
@Access(PARTNERS)
export class ImportKind {
  @Field(() => String, { description: 'Its name in the address: "households".' })
  name!: string;

  @Field(() => LocalizedText, { description: 'What the list holds.' })
  title!: LocalizedText;

  @Field(() => LocalizedText, { description: 'What a row is, and what its import does.' })
  description!: LocalizedText;

  @Field(() => [String], { description: 'The roles that may send it.' })
  roles!: Role[];

  @Field(() => String, {
    description: 'Whether it is the list of an NGO, named by ?source=: NONE, OPTIONAL or REQUIRED.',
  })
  source!: string;

  @Field(() => [ImportColumn], { description: 'The columns, in any order.' })
  columns!: ImportColumn[];

  @Field(() => String, {
    description: 'Where a template can be downloaded: add format=csv or xlsx, language=ar or en.',
  })
  templateUrl!: string;
}

@ObjectType({ description: 'Why a job as a whole gave nothing.' })
@Access(PARTNERS)
export class JobProblem {
  @Field(() => String, { description: 'A stable code for programs.' })
  code!: string;

  @Field(() => LocalizedText, { description: 'What is wrong and what to do.' })
  message!: LocalizedText;
}

@ObjectType({ description: 'A row of an import that was refused.' })
@Access(PARTNERS)
export class RefusedRow {
  @Field(() => Int, { description: 'Its line in the file, counted from 1, the heading included.' })
  line!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The heading of the column; null when it is about the whole row.',
  })
  column!: string | null;

  @Field(() => String, { description: 'A stable code for programs.' })
  code!: string;

  @Field(() => LocalizedText, { description: 'What is wrong and what to do.' })
  message!: LocalizedText;
}

@ObjectType({ description: 'A page of refused rows, in the order of their lines.' })
@Access(PARTNERS)
export class RefusedRows extends CursorPage {
  @Field(() => [RefusedRow], { description: 'The refusals; a row can have several.' })
  nodes!: RefusedRow[];
}

/** The job as its service tells it. */
export interface ImportJobFacts extends Omit<ImportJob, 'errorFileUrl'> {
  readonly rowsRefused: number;
}

@ObjectType({
  description:
    'A list that was sent in: first checked, then committed by `commitImport`. Its sender sees it, and who may commit it.',
})
@Access(PARTNERS)
export class ImportJob {
  @Field(() => ID, { description: 'Its id in the graph and in /imports/<id>/errors.' })
  id!: string;

  @Field(() => String, { description: 'What the list holds: the name of an `ImportKind`.' })
  kind!: string;

  @Field(() => ImportState, { description: 'Where it stands.' })
  state!: ImportState;

  @Field(() => ID, {
    nullable: true,
    description: 'The organisation from which the list comes, if one was named.',
  })
  source!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'CSV or XLSX, as the bytes say; null until it is read.',
  })
  format!: string | null;

  @Field(() => String, { nullable: true, description: 'UTF-8, UTF-16 or WINDOWS-1256; null for a workbook.' })
  encoding!: string | null;

  @Field(() => Float, { description: 'The size of the file in bytes.' })
  fileBytes!: number;

  @Field(() => [String], {
    description: 'Headings of the file that no column has: what stands below them is not read.',
  })
  ignoredColumns!: string[];

  @Field(() => Int, { description: 'Rows read so far, without the heading and empty ones.' })
  rowsRead!: number;

  @Field(() => Int, { description: 'Rows that can be committed.' })
  rowsAccepted!: number;

  @Field(() => Int, { description: 'Rows that were refused.' })
  rowsRefused!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Accepted rows that change nothing, since what they say is known; null until checked.',
  })
  rowsUnchanged!: number | null;

  @Field(() => Int, { description: 'Rows that have been committed.' })
  rowsCommitted!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Rows a second at the last look; null when nothing is under way.',
  })
  rowsPerSecond!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'About how many seconds are left of what is under way.',
  })
  secondsLeft!: number | null;

  @Field(() => CommitMode, { nullable: true, description: 'How it was committed; null until then.' })
  commitMode!: CommitMode | null;

  @Field(() => Boolean, { description: 'Whether this caller may commit it now.' })
  canCommit!: boolean;

  @Field(() => DateTimeScalar, { description: 'When the file had come.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its report was there.' })
  checkedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was over.' })
  finishedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When what is left of it is deleted.' })
  expiresAt!: string | null;

  @Field(() => JobProblem, {
    nullable: true,
    description: 'Why the file as a whole was refused; null when it was not.',
  })
  problem!: JobProblem | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Where the refused rows can be downloaded as a file to mend and send again; null when there are none.',
  })
  errorFileUrl!: string | null;
}

@ObjectType({ description: 'Imports, the newest first.' })
@Access(PARTNERS)
export class ImportJobs extends JobPage {
  @Field(() => [ImportJob], { description: 'The jobs of this page.' })
  nodes!: ImportJob[];
}

@InputType({ description: 'Which import to commit, and how.' })
export class CommitImportInput {
  @Field(() => ID, { description: 'The job; it must be CHECKED.' })
  id!: string;

  @Field(() => CommitMode, { description: 'What happens to the good rows when others are refused.' })
  mode!: CommitMode;
}

@InputType({ description: 'Which import to stop.' })
export class CancelImportInput {
  @Field(() => ID, { description: 'The job; what was committed by then stays.' })
  id!: string;
}

@ObjectType({ description: 'What became of the request.' })
@Access(PARTNERS)
export class ImportPayload {
  @Field(() => ImportJob, { nullable: true, description: 'The job; null when nothing was done.' })
  job?: ImportJob | null;

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
