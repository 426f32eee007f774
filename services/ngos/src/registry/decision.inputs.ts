import { Access } from '@solidarity/subgraph-kit/access/access';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { NgoPayload } from './ngo.inputs';

@InputType()
abstract class OfNgoInput {
  @Field(() => ID, { description: 'The NGO.' })
  ngoId!: string;
}

/** A decision against an NGO says on what it stands. */
@InputType()
abstract class GroundedInput extends OfNgoInput {
  @Field(() => String, { description: 'The article of the law that it stands on; up to 200 characters.' })
  article!: string;

  @Field(() => String, { description: 'The grounds, for the NGO to read; up to 4000 characters.' })
  grounds!: string;
}

@InputType({ description: 'A notification that is found complete.' })
export class ConfirmNgoNotificationInput extends OfNgoInput {}

@InputType({ description: 'An objection to a complete notification, within its term.' })
export class ObjectToNgoInput extends GroundedInput {}

@InputType({ description: 'An NGO that is registered before the term to object has passed.' })
export class RegisterNgoInput extends OfNgoInput {}

@InputType({ description: 'An NGO older than the law that has regularised (توفيق الأوضاع).' })
export class RegulariseNgoInput extends OfNgoInput {
  @Field(() => DateScalar, {
    description: 'The day on which it asked for it; that day has to lie within the time given.',
  })
  filedOn!: PlainDate;
}

@InputType({ description: 'A licence that is to go on.' })
export class RenewNgoLicenceInput extends OfNgoInput {}

@InputType({ description: 'A warning, with the time that the rules give to heed it.' })
export class WarnNgoInput extends GroundedInput {}

@InputType({ description: 'A warning that was heeded.' })
export class AcceptNgoMendingInput extends OfNgoInput {
  @Field(() => String, { description: 'What was mended; up to 4000 characters.' })
  findings!: string;
}

@InputType({ description: 'The suspension of an NGO that has not heeded a warning in time.' })
export class SuspendNgoInput extends GroundedInput {}

@InputType({ description: 'A suspension that is lifted.' })
export class ReinstateNgoInput extends OfNgoInput {
  @Field(() => String, { description: 'Why; up to 4000 characters.' })
  findings!: string;
}

@InputType({ description: 'A judgment that dissolves an NGO.' })
export class RecordNgoDissolutionInput extends GroundedInput {
  @Field(() => String, { description: 'The court; up to 200 characters.' })
  court!: string;

  @Field(() => String, { description: 'The number of the judgment; up to 200 characters.' })
  judgmentReference!: string;

  @Field(() => DateScalar, { description: 'The day of the judgment, from which the NGO is dissolved.' })
  judgedOn!: PlainDate;
}

@ObjectType({
  description:
    'What came of confirming a notification. Refusals: NGO_NOT_FOUND, STEP_NOT_POSSIBLE, MADE_BY_YOU (who took it in does not confirm it), NOTIFICATION_INCOMPLETE (one for each thing that is missing).',
})
@Access({})
export class ConfirmNgoNotificationPayload extends NgoPayload {}

@ObjectType({
  description:
    'What came of an objection. Refusals: NGO_NOT_FOUND, STEP_NOT_POSSIBLE, OBJECTION_TERM_OVER, TEXT_MISSING, TEXT_UNREADABLE.',
})
@Access({})
export class ObjectToNgoPayload extends NgoPayload {}

@ObjectType({
  description: 'What came of registering an NGO. Refusals: NGO_NOT_FOUND, STEP_NOT_POSSIBLE, MADE_BY_YOU.',
})
@Access({})
export class RegisterNgoPayload extends NgoPayload {}

@ObjectType({
  description:
    'What came of regularising an NGO. Refusals: NGO_NOT_FOUND, STEP_NOT_POSSIBLE, NOTHING_TO_REGULARISE, REGULARISATION_CLOSED, DATE_IN_FUTURE.',
})
@Access({})
export class RegulariseNgoPayload extends NgoPayload {}

@ObjectType({
  description:
    'What came of renewing a licence. Refusals: NGO_NOT_FOUND, RENEWAL_NOT_POSSIBLE, RENEWAL_TOO_EARLY, REGULARISATION_NEEDED.',
})
@Access({})
export class RenewNgoLicencePayload extends NgoPayload {}

@ObjectType({
  description:
    'What came of a warning. Refusals: NGO_NOT_FOUND, STEP_NOT_POSSIBLE, TEXT_MISSING, TEXT_UNREADABLE.',
})
@Access({})
export class WarnNgoPayload extends NgoPayload {}

@ObjectType({
  description:
    'What came of accepting that a warning was heeded. Refusals: NGO_NOT_FOUND, STEP_NOT_POSSIBLE, TEXT_MISSING, TEXT_UNREADABLE.',
})
@Access({})
export class AcceptNgoMendingPayload extends NgoPayload {}

@ObjectType({
  description:
    'What came of a suspension. Refusals: NGO_NOT_FOUND, STEP_NOT_POSSIBLE, MENDING_TERM_RUNS, MADE_BY_YOU (who warned does not suspend), TEXT_MISSING, TEXT_UNREADABLE.',
})
@Access({})
export class SuspendNgoPayload extends NgoPayload {}

@ObjectType({
  description:
    'What came of lifting a suspension. Refusals: NGO_NOT_FOUND, STEP_NOT_POSSIBLE, TEXT_MISSING, TEXT_UNREADABLE.',
})
@Access({})
export class ReinstateNgoPayload extends NgoPayload {}

@ObjectType({
  description:
    'What came of recording a judgment. Refusals: NGO_NOT_FOUND, STEP_NOT_POSSIBLE, JUDGMENT_TOO_EARLY, DATE_IN_FUTURE, TEXT_MISSING, TEXT_UNREADABLE.',
})
@Access({})
export class RecordNgoDissolutionPayload extends NgoPayload {}
