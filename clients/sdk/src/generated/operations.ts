/* Written by generate.mjs from the graph and its operations: change those. */
import { operation } from '../operation';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Which export to stop. */
export type CancelExportInput = {
  /** The job. */
  readonly id: string | number;
};

/** Which import to stop. */
export type CancelImportInput = {
  /** The job; what was committed by then stays. */
  readonly id: string | number;
};

/** What kind of people a home is for. */
export type CareHomeKind =
  /** An institution for children without parental care (دار أيتام). */
  | 'ORPHANAGE'
  /** A home for a few children, licensed by rules of its own (البيوت الصغيرة). */
  | 'SMALL_HOME'
  /** A home for older people (دار مسنين). */
  | 'OLDER_PEOPLE'
  /** A home for persons with disabilities. */
  | 'DISABILITY'
  /** A home that takes in women (دار استضافة المرأة). */
  | 'WOMEN';

/** Where a home stands with its licence today. */
export type CareHomeLicenceStatus =
  /** It has applied and waits for an inspection. */
  | 'APPLIED'
  /** It was inspected and waits for the decision. */
  | 'INSPECTED'
  /** It may take people in. */
  | 'LICENSED'
  /** Its licence has passed its last day and was not renewed. */
  | 'EXPIRED'
  /** Its application was refused. */
  | 'REFUSED'
  /** The ministry has suspended its licence: nobody may be taken in. */
  | 'SUSPENDED'
  /** It was closed for good. */
  | 'CLOSED';

/** Which import to commit, and how. */
export type CommitImportInput = {
  /** The job; it must be CHECKED. */
  readonly id: string | number;
  /** What happens to the good rows when others are refused. */
  readonly mode: CommitMode;
};

/** What happens to the good rows when others are refused. */
export type CommitMode =
  /** Every row is written, or none. */
  | 'ALL_OR_NOTHING'
  /** The accepted rows are written; the refused ones are in the error file. */
  | 'ROW_BY_ROW';

/** The form of an exported file. */
export type ExportFormat =
  /** A JSON object on each line, nested as it was asked for. */
  | 'JSONL'
  /** Comma-separated, UTF-8 with its mark, so that Excel shows Arabic; no cell is a formula. */
  | 'CSV'
  /** An Excel workbook, from right to left when asked for in Arabic. */
  | 'XLSX';

/** Where an export stands. */
export type ExportState =
  /** It waits for its turn. */
  | 'WAITING'
  /** Rows are being written. */
  | 'RUNNING'
  /** The file can be downloaded until `expiresAt`. */
  | 'DONE'
  /** There is no file; `problem` says why. */
  | 'FAILED'
  /** Somebody has stopped it; there is no file. */
  | 'CANCELLED'
  /** The file is deleted; start it again. */
  | 'EXPIRED';

/** How far an application to take a child in has come. */
export type FosterState =
  /** Its papers are being gathered. */
  | 'DRAFT'
  /** All papers are handed in; it waits for the check of eligibility. */
  | 'SUBMITTED'
  /** It went back to the family, to be completed and handed in again. */
  | 'RETURNED'
  /** The rules allow it, or leave it to the committee; the study of the home comes next. */
  | 'ELIGIBLE'
  /** The rules exclude it; its decision tells every reason. */
  | 'NOT_ELIGIBLE'
  /** A social worker has reported on the home; the course comes next. */
  | 'HOME_STUDIED'
  /** All applicants have taken the course of the ministry; the committee comes next. */
  | 'TRAINED'
  /** The committee has approved; the family waits for a child. */
  | 'WAITING'
  /** The committee has refused; its decision tells the reasons. */
  | 'REFUSED'
  /** The family no longer wants it. */
  | 'WITHDRAWN';

/** Where an import stands. */
export type ImportState =
  /** The file is kept and waits to be read. */
  | 'RECEIVED'
  /** Each row is being checked; nothing is written yet. */
  | 'CHECKING'
  /** The report is there; commit it or cancel it. */
  | 'CHECKED'
  /** The accepted rows are being written. */
  | 'COMMITTING'
  /** What was to be written is written. */
  | 'COMMITTED'
  /** Nothing was written; `problem` says why. */
  | 'REFUSED'
  /** Somebody has stopped it; `rowsCommitted` says what had been written by then. */
  | 'CANCELLED'
  /** It was not committed in time; its file is deleted. */
  | 'EXPIRED';

/** Where a loan is in its life. */
export type LoanState =
  /** The money has been given, and something is still owed. */
  | 'ACTIVE'
  /** Everything has been paid back or waived. */
  | 'CLOSED';

/** Whether an NGO may act. */
export type NgoStandingState =
  /** It is not registered. */
  | 'NOT_REGISTERED'
  /** It is registered, its licence is valid and nothing is held against it. */
  | 'GOOD'
  /** It may act, and has to mend what it was warned of. */
  | 'WARNED'
  /** It may not act for the time being. */
  | 'SUSPENDED'
  /** It may not act: its licence has ended. */
  | 'EXPIRED'
  /** It exists no longer. */
  | 'DISSOLVED';

/** Which list to write to a file. */
export type StartExportInput = {
  /** A query of one list: `{ products { nodes { id name { ar } price } } }`, with its filters and without `first` and `after`. Its fields must all be of the service that has the list. */
  readonly query: string;
  /** The values of the variables of the query, as an object. */
  readonly variables?: unknown;
  /** The form of the file. */
  readonly format: ExportFormat;
};

export type PartnerNgoQueryVariables = Exact<{
  households: number;
}>;

export type PartnerNgoQuery = {
  readonly myNgo: {
    readonly id: string;
    readonly registrationNumber: string | null;
    readonly name: { readonly ar: string; readonly en: string | null };
    readonly standing: { readonly state: NgoStandingState; readonly since: string | null };
    readonly licence: { readonly validUntil: string; readonly isValid: boolean } | null;
    readonly homes: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly kind: CareHomeKind;
        readonly licenceStatus: CareHomeLicenceStatus;
        readonly capacity: number;
        readonly freePlaces: number;
        readonly name: { readonly ar: string; readonly en: string | null };
      }>;
    } | null;
    readonly lending: {
      readonly activeLoans: number;
      readonly outstanding: string;
      readonly loansInArrears: number;
      readonly inArrears: string;
    } | null;
    readonly householdsServed: {
      readonly nodes: ReadonlyArray<{
        readonly id: string;
        readonly head: {
          readonly id: string;
          readonly name: { readonly ar: string; readonly en: string | null };
          readonly loans: {
            readonly nodes: ReadonlyArray<{
              readonly reference: string;
              readonly state: LoanState;
              readonly principal: string;
              readonly daysLate: number;
              readonly outstanding: { readonly total: string };
            }>;
          } | null;
          readonly fosterApplications: ReadonlyArray<{
            readonly id: string;
            readonly state: FosterState;
          }> | null;
        } | null;
      }>;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    } | null;
  } | null;
};

export type DashboardQueryVariables = Exact<{ [key: string]: never }>;

export type DashboardQuery = {
  readonly governorates: ReadonlyArray<{
    readonly id: string;
    readonly householdCount: number | null;
    readonly ngosInGoodStanding: number | null;
    readonly name: { readonly ar: string; readonly en: string | null };
    readonly careHomePlaces: {
      readonly capacity: number;
      readonly taken: number;
      readonly free: number;
    } | null;
    readonly lending: {
      readonly activeLoans: number;
      readonly outstanding: string;
      readonly loansInArrears: number;
      readonly inArrears: string;
    } | null;
  }>;
};

export type DiarnaQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;

export type DiarnaQuery = {
  readonly products: {
    readonly nodes: ReadonlyArray<{
      readonly id: string;
      readonly price: string;
      readonly stock: number;
      readonly name: { readonly ar: string; readonly en: string | null };
      readonly craft: { readonly name: { readonly ar: string; readonly en: string | null } } | null;
      readonly producer: {
        readonly hasLoan: boolean;
        readonly name: { readonly ar: string; readonly en: string | null };
      } | null;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type PublicRegisterQueryVariables = Exact<{
  search: string;
}>;

export type PublicRegisterQuery = {
  readonly ngoRegister: {
    readonly nodes: ReadonlyArray<{
      readonly registrationNumber: string | null;
      readonly name: { readonly ar: string; readonly en: string | null };
      readonly standing: { readonly state: NgoStandingState; readonly since: string | null };
      readonly homes: {
        readonly nodes: ReadonlyArray<{
          readonly kind: CareHomeKind;
          readonly licenceStatus: CareHomeLicenceStatus;
          readonly freePlaces: number;
          readonly name: { readonly ar: string; readonly en: string | null };
        }>;
      } | null;
    }>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export type ProductQueryVariables = Exact<{
  id: string | number;
}>;

export type ProductQuery = {
  readonly product: {
    readonly id: string;
    readonly price: string;
    readonly stock: number;
    readonly name: { readonly ar: string; readonly en: string | null };
    readonly craft: { readonly name: { readonly ar: string; readonly en: string | null } } | null;
    readonly producer: {
      readonly hasLoan: boolean;
      readonly name: { readonly ar: string; readonly en: string | null };
    } | null;
  } | null;
};

export type EventsQueryVariables = Exact<{
  after?: string | null | undefined;
  types?: ReadonlyArray<string> | string | null | undefined;
  subject?: string | number | null | undefined;
  first: number;
}>;

export type EventsQuery = {
  readonly events: {
    readonly endCursor: string;
    readonly hasMore: boolean;
    readonly unavailable: ReadonlyArray<string>;
    readonly events: ReadonlyArray<{
      readonly id: string;
      readonly type: string;
      readonly version: number;
      readonly time: string;
      readonly subject: string;
      readonly actorKind: string;
      readonly service: string;
      readonly payload: unknown;
    }>;
  };
};

export type ImportJobStateFragment = {
  readonly id: string;
  readonly kind: string;
  readonly state: ImportState;
  readonly format: string | null;
  readonly encoding: string | null;
  readonly fileBytes: number;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRefused: number;
  readonly rowsUnchanged: number | null;
  readonly rowsCommitted: number;
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly commitMode: CommitMode | null;
  readonly canCommit: boolean;
  readonly createdAt: string;
  readonly checkedAt: string | null;
  readonly finishedAt: string | null;
  readonly errorFileUrl: string | null;
  readonly problem: {
    readonly code: string;
    readonly message: { readonly ar: string; readonly en: string | null };
  } | null;
};

export type ImportJobQueryVariables = Exact<{
  id: string | number;
}>;

export type ImportJobQuery = {
  readonly importJob: {
    readonly id: string;
    readonly kind: string;
    readonly state: ImportState;
    readonly format: string | null;
    readonly encoding: string | null;
    readonly fileBytes: number;
    readonly rowsRead: number;
    readonly rowsAccepted: number;
    readonly rowsRefused: number;
    readonly rowsUnchanged: number | null;
    readonly rowsCommitted: number;
    readonly rowsPerSecond: number | null;
    readonly secondsLeft: number | null;
    readonly commitMode: CommitMode | null;
    readonly canCommit: boolean;
    readonly createdAt: string;
    readonly checkedAt: string | null;
    readonly finishedAt: string | null;
    readonly errorFileUrl: string | null;
    readonly problem: {
      readonly code: string;
      readonly message: { readonly ar: string; readonly en: string | null };
    } | null;
  } | null;
};

export type RefusedRowsQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
}>;

export type RefusedRowsQuery = {
  readonly importJob: {
    readonly refusedRows: {
      readonly endCursor: string | null;
      readonly hasNextPage: boolean;
      readonly nodes: ReadonlyArray<{
        readonly line: number;
        readonly column: string | null;
        readonly code: string;
        readonly message: { readonly ar: string; readonly en: string | null };
      }>;
    };
  } | null;
};

export type CommitImportMutationVariables = Exact<{
  input: CommitImportInput;
}>;

export type CommitImportMutation = {
  readonly commitImport: {
    readonly job: {
      readonly id: string;
      readonly kind: string;
      readonly state: ImportState;
      readonly format: string | null;
      readonly encoding: string | null;
      readonly fileBytes: number;
      readonly rowsRead: number;
      readonly rowsAccepted: number;
      readonly rowsRefused: number;
      readonly rowsUnchanged: number | null;
      readonly rowsCommitted: number;
      readonly rowsPerSecond: number | null;
      readonly secondsLeft: number | null;
      readonly commitMode: CommitMode | null;
      readonly canCommit: boolean;
      readonly createdAt: string;
      readonly checkedAt: string | null;
      readonly finishedAt: string | null;
      readonly errorFileUrl: string | null;
      readonly problem: {
        readonly code: string;
        readonly message: { readonly ar: string; readonly en: string | null };
      } | null;
    } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly field: string | null;
    }>;
  };
};

export type CancelImportMutationVariables = Exact<{
  input: CancelImportInput;
}>;

export type CancelImportMutation = {
  readonly cancelImport: {
    readonly job: {
      readonly id: string;
      readonly kind: string;
      readonly state: ImportState;
      readonly format: string | null;
      readonly encoding: string | null;
      readonly fileBytes: number;
      readonly rowsRead: number;
      readonly rowsAccepted: number;
      readonly rowsRefused: number;
      readonly rowsUnchanged: number | null;
      readonly rowsCommitted: number;
      readonly rowsPerSecond: number | null;
      readonly secondsLeft: number | null;
      readonly commitMode: CommitMode | null;
      readonly canCommit: boolean;
      readonly createdAt: string;
      readonly checkedAt: string | null;
      readonly finishedAt: string | null;
      readonly errorFileUrl: string | null;
      readonly problem: {
        readonly code: string;
        readonly message: { readonly ar: string; readonly en: string | null };
      } | null;
    } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly field: string | null;
    }>;
  };
};

export type ExportJobStateFragment = {
  readonly id: string;
  readonly state: ExportState;
  readonly format: ExportFormat;
  readonly rowsWritten: number;
  readonly rowsTotal: number | null;
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly fileBytes: number | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly expiresAt: string | null;
  readonly downloadUrl: string | null;
  readonly problem: {
    readonly code: string;
    readonly message: { readonly ar: string; readonly en: string | null };
  } | null;
};

export type ExportJobQueryVariables = Exact<{
  id: string | number;
}>;

export type ExportJobQuery = {
  readonly exportJob: {
    readonly id: string;
    readonly state: ExportState;
    readonly format: ExportFormat;
    readonly rowsWritten: number;
    readonly rowsTotal: number | null;
    readonly rowsPerSecond: number | null;
    readonly secondsLeft: number | null;
    readonly fileBytes: number | null;
    readonly createdAt: string;
    readonly finishedAt: string | null;
    readonly expiresAt: string | null;
    readonly downloadUrl: string | null;
    readonly problem: {
      readonly code: string;
      readonly message: { readonly ar: string; readonly en: string | null };
    } | null;
  } | null;
};

export type StartExportMutationVariables = Exact<{
  input: StartExportInput;
}>;

export type StartExportMutation = {
  readonly startExport: {
    readonly job: {
      readonly id: string;
      readonly state: ExportState;
      readonly format: ExportFormat;
      readonly rowsWritten: number;
      readonly rowsTotal: number | null;
      readonly rowsPerSecond: number | null;
      readonly secondsLeft: number | null;
      readonly fileBytes: number | null;
      readonly createdAt: string;
      readonly finishedAt: string | null;
      readonly expiresAt: string | null;
      readonly downloadUrl: string | null;
      readonly problem: {
        readonly code: string;
        readonly message: { readonly ar: string; readonly en: string | null };
      } | null;
    } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly field: string | null;
    }>;
  };
};

export type CancelExportMutationVariables = Exact<{
  input: CancelExportInput;
}>;

export type CancelExportMutation = {
  readonly cancelExport: {
    readonly job: {
      readonly id: string;
      readonly state: ExportState;
      readonly format: ExportFormat;
      readonly rowsWritten: number;
      readonly rowsTotal: number | null;
      readonly rowsPerSecond: number | null;
      readonly secondsLeft: number | null;
      readonly fileBytes: number | null;
      readonly createdAt: string;
      readonly finishedAt: string | null;
      readonly expiresAt: string | null;
      readonly downloadUrl: string | null;
      readonly problem: {
        readonly code: string;
        readonly message: { readonly ar: string; readonly en: string | null };
      } | null;
    } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly field: string | null;
    }>;
  };
};

export const PartnerNgo = operation<PartnerNgoQuery, PartnerNgoQueryVariables>(
  'query PartnerNgo($households: Int!) {\n  myNgo {\n    id\n    name {\n      ar\n      en\n    }\n    registrationNumber\n    standing {\n      state\n      since\n    }\n    licence {\n      validUntil\n      isValid\n    }\n    homes(first: 10) {\n      nodes {\n        id\n        name {\n          ar\n          en\n        }\n        kind\n        licenceStatus\n        capacity\n        freePlaces\n      }\n    }\n    lending {\n      activeLoans\n      outstanding\n      loansInArrears\n      inArrears\n    }\n    householdsServed(first: $households) {\n      nodes {\n        id\n        head {\n          id\n          name {\n            ar\n            en\n          }\n          loans(first: 5) {\n            nodes {\n              reference\n              state\n              principal\n              outstanding {\n                total\n              }\n              daysLate\n            }\n          }\n          fosterApplications {\n            id\n            state\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}',
);

export const Dashboard = operation<DashboardQuery, DashboardQueryVariables>(
  'query Dashboard {\n  governorates {\n    id\n    name {\n      ar\n      en\n    }\n    householdCount\n    ngosInGoodStanding\n    careHomePlaces {\n      capacity\n      taken\n      free\n    }\n    lending {\n      activeLoans\n      outstanding\n      loansInArrears\n      inArrears\n    }\n  }\n}',
);

export const Diarna = operation<DiarnaQuery, DiarnaQueryVariables>(
  'query Diarna($first: Int!, $after: String) {\n  products(first: $first, after: $after) {\n    nodes {\n      id\n      name {\n        ar\n        en\n      }\n      price\n      stock\n      craft {\n        name {\n          ar\n          en\n        }\n      }\n      producer {\n        name {\n          ar\n          en\n        }\n        hasLoan\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}',
);

export const PublicRegister = operation<PublicRegisterQuery, PublicRegisterQueryVariables>(
  'query PublicRegister($search: String!) {\n  ngoRegister(search: $search, first: 5) {\n    nodes {\n      name {\n        ar\n        en\n      }\n      registrationNumber\n      standing {\n        state\n        since\n      }\n      homes(first: 10) {\n        nodes {\n          name {\n            ar\n            en\n          }\n          kind\n          licenceStatus\n          freePlaces\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}',
);

export const Product = operation<ProductQuery, ProductQueryVariables>(
  'query Product($id: ID!) {\n  product(id: $id) {\n    id\n    name {\n      ar\n      en\n    }\n    price\n    stock\n    craft {\n      name {\n        ar\n        en\n      }\n    }\n    producer {\n      name {\n        ar\n        en\n      }\n      hasLoan\n    }\n  }\n}',
);

export const Events = operation<EventsQuery, EventsQueryVariables>(
  'query Events($after: String, $types: [String!], $subject: ID, $first: Int!) {\n  events(after: $after, types: $types, subject: $subject, first: $first) {\n    events {\n      id\n      type\n      version\n      time\n      subject\n      actorKind\n      service\n      payload\n    }\n    endCursor\n    hasMore\n    unavailable\n  }\n}',
);

export const ImportJob = operation<ImportJobQuery, ImportJobQueryVariables>(
  'query ImportJob($id: ID!) {\n  importJob(id: $id) {\n    ...ImportJobState\n  }\n}\n\nfragment ImportJobState on ImportJob {\n  id\n  kind\n  state\n  format\n  encoding\n  fileBytes\n  rowsRead\n  rowsAccepted\n  rowsRefused\n  rowsUnchanged\n  rowsCommitted\n  rowsPerSecond\n  secondsLeft\n  commitMode\n  canCommit\n  createdAt\n  checkedAt\n  finishedAt\n  errorFileUrl\n  problem {\n    code\n    message {\n      ar\n      en\n    }\n  }\n}',
);

export const RefusedRows = operation<RefusedRowsQuery, RefusedRowsQueryVariables>(
  'query RefusedRows($id: ID!, $first: Int!, $after: String) {\n  importJob(id: $id) {\n    refusedRows(first: $first, after: $after) {\n      nodes {\n        line\n        column\n        code\n        message {\n          ar\n          en\n        }\n      }\n      endCursor\n      hasNextPage\n    }\n  }\n}',
);

export const CommitImport = operation<CommitImportMutation, CommitImportMutationVariables>(
  'mutation CommitImport($input: CommitImportInput!) {\n  commitImport(input: $input) {\n    job {\n      ...ImportJobState\n    }\n    errors {\n      code\n      message\n      field\n    }\n  }\n}\n\nfragment ImportJobState on ImportJob {\n  id\n  kind\n  state\n  format\n  encoding\n  fileBytes\n  rowsRead\n  rowsAccepted\n  rowsRefused\n  rowsUnchanged\n  rowsCommitted\n  rowsPerSecond\n  secondsLeft\n  commitMode\n  canCommit\n  createdAt\n  checkedAt\n  finishedAt\n  errorFileUrl\n  problem {\n    code\n    message {\n      ar\n      en\n    }\n  }\n}',
);

export const CancelImport = operation<CancelImportMutation, CancelImportMutationVariables>(
  'mutation CancelImport($input: CancelImportInput!) {\n  cancelImport(input: $input) {\n    job {\n      ...ImportJobState\n    }\n    errors {\n      code\n      message\n      field\n    }\n  }\n}\n\nfragment ImportJobState on ImportJob {\n  id\n  kind\n  state\n  format\n  encoding\n  fileBytes\n  rowsRead\n  rowsAccepted\n  rowsRefused\n  rowsUnchanged\n  rowsCommitted\n  rowsPerSecond\n  secondsLeft\n  commitMode\n  canCommit\n  createdAt\n  checkedAt\n  finishedAt\n  errorFileUrl\n  problem {\n    code\n    message {\n      ar\n      en\n    }\n  }\n}',
);

export const ExportJob = operation<ExportJobQuery, ExportJobQueryVariables>(
  'query ExportJob($id: ID!) {\n  exportJob(id: $id) {\n    ...ExportJobState\n  }\n}\n\nfragment ExportJobState on ExportJob {\n  id\n  state\n  format\n  rowsWritten\n  rowsTotal\n  rowsPerSecond\n  secondsLeft\n  fileBytes\n  createdAt\n  finishedAt\n  expiresAt\n  downloadUrl\n  problem {\n    code\n    message {\n      ar\n      en\n    }\n  }\n}',
);

export const StartExport = operation<StartExportMutation, StartExportMutationVariables>(
  'mutation StartExport($input: StartExportInput!) {\n  startExport(input: $input) {\n    job {\n      ...ExportJobState\n    }\n    errors {\n      code\n      message\n      field\n    }\n  }\n}\n\nfragment ExportJobState on ExportJob {\n  id\n  state\n  format\n  rowsWritten\n  rowsTotal\n  rowsPerSecond\n  secondsLeft\n  fileBytes\n  createdAt\n  finishedAt\n  expiresAt\n  downloadUrl\n  problem {\n    code\n    message {\n      ar\n      en\n    }\n  }\n}',
);

export const CancelExport = operation<CancelExportMutation, CancelExportMutationVariables>(
  'mutation CancelExport($input: CancelExportInput!) {\n  cancelExport(input: $input) {\n    job {\n      ...ExportJobState\n    }\n    errors {\n      code\n      message\n      field\n    }\n  }\n}\n\nfragment ExportJobState on ExportJob {\n  id\n  state\n  format\n  rowsWritten\n  rowsTotal\n  rowsPerSecond\n  secondsLeft\n  fileBytes\n  createdAt\n  finishedAt\n  expiresAt\n  downloadUrl\n  problem {\n    code\n    message {\n      ar\n      en\n    }\n  }\n}',
);
