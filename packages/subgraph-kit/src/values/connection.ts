import { ArgsType, Directive, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { Access } from '../access/access';
import { CodedError } from '../errors/coded-error';

export const DEFAULT_PAGE_SIZE = 20;
export const LARGEST_PAGE = 100;

/** Which part of a list is asked for. */
export interface PageRequest {
  readonly first: number;
  readonly after?: string | null;
}

/** The arguments of every paged list; `first` outside 1 to 100 is refused when it is set. */
@ArgsType()
export class PageArgs implements PageRequest {
  #first = DEFAULT_PAGE_SIZE;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: 'How many items at most: 1 to 100.' })
  get first(): number {
    return this.#first;
  }

  set first(first: number) {
    this.#first = requirePageSize(first);
  }

  @Field(() => String, {
    nullable: true,
    description: 'The cursor after which the page begins; leave it out for the first page.',
  })
  after?: string | null;
}

/** Gives the number of items asked for; throws PAGE_SIZE_INVALID outside 1 to 100. */
export function requirePageSize(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > LARGEST_PAGE) {
    throw new CodedError('PAGE_SIZE_INVALID', { most: LARGEST_PAGE });
  }
  return first;
}

/** A cursor that tells nothing: the values of the columns in whose order the list stands, as PostgreSQL writes them. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values), 'utf8').toString('base64url');
}

/** The values in a cursor, as many as the list has ordering columns; throws CURSOR_INVALID. */
export function decodeCursor(cursor: string, count: number): string[] {
  const values = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  const isOurs =
    Array.isArray(values) && values.length === count && values.every((value) => typeof value === 'string');
  if (!isOurs || encodeCursor(values) !== cursor) throw new CodedError('CURSOR_INVALID');
  return values;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new CodedError('CURSOR_INVALID', {}, { originalError: cause as Error });
  }
}

@ObjectType({ description: 'Where a page stands in its list.' })
@Directive('@shareable')
@Access.everyone()
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is at least one more item after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: 'Whether the page was asked for with a cursor, so that items came before it.',
  })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first item; null when the page is empty.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last item, to ask for the next page with; null when the page is empty.',
  })
  endCursor!: string | null;
}

/** An item with its cursor. */
export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** A page of a list, as the classes of `connectionOf` resolve it. */
export interface Connection<Node> {
  readonly nodes: Node[];
  readonly edges: Edge<Node>[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number | null;
}

/**
 * A page out of the rows that were read: one row more than asked for says that there is a next page. Cursors are made
 * only when they are asked for.
 */
export function connectionFrom<Node>(
  rows: readonly Node[],
  page: PageRequest,
  keyOf: (node: Node) => readonly string[],
  totalCount: number | null = null,
): Connection<Node> {
  return new PageOfRows(rows, page, keyOf, totalCount);
}

/** A class, since getters of an object literal keep every page alive until a full collection. */
class PageOfRows<Node> implements Connection<Node> {
  readonly nodes: Node[];

  constructor(
    private readonly rows: readonly Node[],
    private readonly page: PageRequest,
    private readonly keyOf: (node: Node) => readonly string[],
    readonly totalCount: number | null,
  ) {
    this.nodes = rows.slice(0, page.first);
  }

  get edges(): Edge<Node>[] {
    return this.nodes.map((node) => ({ cursor: encodeCursor(this.keyOf(node)), node }));
  }

  get pageInfo(): PageInfo {
    return {
      hasNextPage: this.rows.length > this.page.first,
      hasPreviousPage: (this.page.after ?? null) !== null,
      startCursor: this.#cursorOf(this.nodes[0]),
      endCursor: this.#cursorOf(this.nodes.at(-1)),
    };
  }

  #cursorOf(node: Node | undefined): string | null {
    return node === undefined ? null : encodeCursor(this.keyOf(node));
  }
}

/**
 * Makes the GraphQL types `<name>Connection` and `<name>Edge` of a node class, which must have its `@Access` already:
 * the connection exists for whom the node exists. Make it once, beside the node:
 * `export const HouseholdConnection = connectionOf(Household, 'Household')`.
 */
export function connectionOf<Node extends object>(
  node: ClassType<Node>,
  name: string,
): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`, { description: `An item of a list of ${name} with its cursor.` })
  @Access.audienceOf(node)
  class NodeEdge implements Edge<Node> {
    @Field(() => String, { description: 'Ask for what comes after this item with it.' })
    cursor!: string;

    @Field(() => node, { description: 'The item.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  @Access.audienceOf(node)
  class NodeConnection implements Connection<Node> {
    @Field(() => [node], { description: 'The items of this page.' })
    nodes!: Node[];

    @Field(() => [NodeEdge], { description: 'The items of this page, each with its cursor.' })
    edges!: NodeEdge[];

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description:
        'How many items the whole list has for this caller; null where counting them would be dear.',
    })
    totalCount!: number | null;
  }

  return NodeConnection;
}
