import { ageOn } from '../values/plain-date';
import { fosterApplicationOf } from './fostering';
import { Population } from './population';
import { sampleSize, type Sample } from './size';

const population = new Population({ households: 2_000, pepper: 'a pepper that is used in tests only' });
const sample: Sample = { population, size: sampleSize(2_000) };
const applications = Array.from({ length: sample.size.fosterApplications }, (_, index) =>
  fosterApplicationOf(sample, index),
);

test('application 0 is the demo citizen’s, meets the rules and has the help of NGO 0', () => {
  expect(applications[0]).toMatchObject({
    id: '0f000000-0000-4000-8000-000000000001',
    applicant: population.household(0).members[0],
    meetsRules: true,
    assistingNgoIndex: 0,
  });
});

test('at least five are by heads whom NGO 0 serves, with its help', () => {
  expect(
    applications.filter(({ assistingNgoIndex }) => assistingNgoIndex === 0).length,
  ).toBeGreaterThanOrEqual(5);
});

test('nobody applies twice', () => {
  expect(new Set(applications.map(({ applicant }) => applicant.personId)).size).toBe(applications.length);
});

test('who meets the rules is a couple of 25 to 60 married for three years, or a woman from 30 by herself', () => {
  for (const { meetsRules, applicant, spouse, household, submittedOn } of applications) {
    if (!meetsRules) continue;
    const ages = [applicant, spouse].flatMap((one) => (one ? [ageOn(one.birthDate, submittedOn)] : []));
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(spouse ? 25 : 30);
    expect(Math.max(...ages)).toBeLessThan(60);
    if (spouse) expect(ageOn(household.marriedOn!, submittedOn)).toBeGreaterThanOrEqual(3);
    else expect(applicant.sex).toBe('FEMALE');
  }
});

test('none that fails the rules has been approved', () => {
  const failing = applications.filter(({ meetsRules }) => !meetsRules);

  expect(failing.length).toBeGreaterThan(3);
  expect(failing.filter(({ progress }) => progress === 'APPROVED')).toEqual([]);
});

test('there are some at every step', () => {
  expect(new Set(applications.map(({ progress }) => progress)).size).toBe(5);
});
