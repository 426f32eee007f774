import { decide, defineReasons } from './decision';

const because = defineReasons({
  TOO_YOUNG: { ar: 'العمر {fact}، والمطلوب {limit} على الأقل.', en: 'Is {fact}; {limit} or older is asked.' },
  HOME_UNFIT: { ar: 'المسكن غير صالح.', en: 'The home is not fit.' },
});

describe('a decision', () => {
  it('gives every reason, in the order of the rules, with fact and limit in both languages', () => {
    const decision = decide('foster_couple#3', { age: 24, homeIsFit: false })
      .check(false, because('TOO_YOUNG', 24, 25))
      .check(false, because('HOME_UNFIT'))
      .outcome('ELIGIBLE', 'REFUSED');

    expect(decision).toEqual({
      outcome: 'REFUSED',
      rulesVersion: 'foster_couple#3',
      reasons: [
        {
          code: 'TOO_YOUNG',
          message: { ar: 'العمر 24، والمطلوب 25 على الأقل.', en: 'Is 24; 25 or older is asked.' },
          fact: '24',
          limit: '25',
        },
        {
          code: 'HOME_UNFIT',
          message: { ar: 'المسكن غير صالح.', en: 'The home is not fit.' },
          fact: null,
          limit: null,
        },
      ],
      inputs: [
        { name: 'age', value: '24' },
        { name: 'homeIsFit', value: 'false' },
      ],
    });
  });

  it('has no reasons when every rule holds', () => {
    const decision = decide('foster_couple#3', { age: 25 })
      .check(true, because('TOO_YOUNG', 25, 25))
      .outcome('ELIGIBLE', 'REFUSED');

    expect(decision.outcome).toBe('ELIGIBLE');
    expect(decision.reasons).toEqual([]);
  });

  it('can have more outcomes than yes and no', () => {
    const decision = decide('score#1', { score: 38 })
      .check(false, because('TOO_YOUNG', 38, 40))
      .outcomeBy((reasons) => (reasons.length === 1 ? 'NEAR_MISS' : 'REFUSED'));

    expect(decision.outcome).toBe('NEAR_MISS');
  });

  it('keeps what was not known apart from what was empty, and lists as one text', () => {
    const { inputs } = decide('x#1', { income: null, note: '', ages: [3, 7] }).outcome('YES', 'NO');

    expect(inputs).toEqual([
      { name: 'income', value: null },
      { name: 'note', value: '' },
      { name: 'ages', value: '3, 7' },
    ]);
  });

  it('is the same after it was stored as JSON', () => {
    const decision = decide('x#1', { a: 1 }).check(false, because('HOME_UNFIT')).outcome('YES', 'NO');

    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });

  it('fills a fact in once, also when the fact looks like a place for another', () => {
    expect(because('TOO_YOUNG', '{limit}', 25).message.en).toBe('Is {limit}; 25 or older is asked.');
  });
});
