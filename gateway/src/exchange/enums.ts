import { registerEnumType } from 'type-graphql';

export enum ImportState {
  RECEIVED = 'RECEIVED',
  CHECKING = 'CHECKING',
  CHECKED = 'CHECKED',
  COMMITTING = 'COMMITTING',
  COMMITTED = 'COMMITTED',
  REFUSED = 'REFUSED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
}
registerEnumType(ImportState, {
  name: 'ImportState',
  description: 'Where an import stands.',
  valuesConfig: {
    RECEIVED: { description: 'The file is kept and waits to be read.' },
    CHECKING: { description: 'Each row is being checked; nothing is written yet.' },
    CHECKED: { description: 'The report is there; commit it or cancel it.' },
    COMMITTING: { description: 'The accepted rows are being written.' },
    COMMITTED: { description: 'What was to be written is written.' },
    REFUSED: { description: 'Nothing was written; `problem` says why.' },
    CANCELLED: {
      description: 'Somebody has stopped it; `rowsCommitted` says what had been written by then.',
    },
    EXPIRED: { description: 'It was not committed in time; its file is deleted.' },
  },
});

export enum CommitMode {
  ALL_OR_NOTHING = 'ALL_OR_NOTHING',
  ROW_BY_ROW = 'ROW_BY_ROW',
}
registerEnumType(CommitMode, {
  name: 'CommitMode',
  description: 'What happens to the good rows when others are refused.',
  valuesConfig: {
    ALL_OR_NOTHING: { description: 'Every row is written, or none.' },
    ROW_BY_ROW: { description: 'The accepted rows are written; the refused ones are in the error file.' },
  },
});

export enum ExportFormat {
  JSONL = 'JSONL',
  CSV = 'CSV',
  XLSX = 'XLSX',
}
registerEnumType(ExportFormat, {
  name: 'ExportFormat',
  description: 'The form of an exported file.',
  valuesConfig: {
    JSONL: { description: 'A JSON object on each line, nested as it was asked for.' },
    CSV: {
      description: 'Comma-separated, UTF-8 with its mark, so that Excel shows Arabic; no cell is a formula.',
    },
    XLSX: { description: 'An Excel workbook, from right to left when asked for in Arabic.' },
  },
});

export enum ExportState {
  WAITING = 'WAITING',
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
}
registerEnumType(ExportState, {
  name: 'ExportState',
  description: 'Where an export stands.',
  valuesConfig: {
    WAITING: { description: 'It waits for its turn.' },
    RUNNING: { description: 'Rows are being written.' },
    DONE: { description: 'The file can be downloaded until `expiresAt`.' },
    FAILED: { description: 'There is no file; `problem` says why.' },
    CANCELLED: { description: 'Somebody has stopped it; there is no file.' },
    EXPIRED: { description: 'The file is deleted; start it again.' },
  },
});

export enum WebhookState {
  ACTIVE = 'ACTIVE',
  FAILING = 'FAILING',
  PAUSED = 'PAUSED',
}
registerEnumType(WebhookState, {
  name: 'WebhookState',
  description: 'Whether events are being sent.',
  valuesConfig: {
    ACTIVE: { description: 'Events are sent as they come.' },
    FAILING: { description: 'The last attempts failed; they are repeated with growing pauses.' },
    PAUSED: { description: 'Nothing is sent until it is resumed; what comes meanwhile waits.' },
  },
});

export enum DeliveryState {
  WAITING = 'WAITING',
  DELIVERED = 'DELIVERED',
  FAILED = 'FAILED',
  DROPPED = 'DROPPED',
}
registerEnumType(DeliveryState, {
  name: 'DeliveryState',
  description: 'What became of an event for one webhook.',
  valuesConfig: {
    WAITING: { description: 'It is still to be sent, or to be sent again.' },
    DELIVERED: { description: 'The receiver has answered with a status of 2xx.' },
    FAILED: {
      description: 'It was sent in vain until the last attempt; redeliver it when the receiver works.',
    },
    DROPPED: { description: 'The right to see its subject had ended before it was sent.' },
  },
});
