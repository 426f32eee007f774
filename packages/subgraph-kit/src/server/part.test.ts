import 'reflect-metadata';
import { serviceOf, type ServicePart } from './part';

class Migration {
  up = () => Promise.resolve();
  down = () => Promise.resolve();
}
class Tables1764000000000 extends Migration {}
class Rules1764000000100 extends Migration {}
class Lists1764200001000 extends Migration {}
class Resolver {}

const part = (...migrations: ServicePart['migrations']): ServicePart => ({
  entities: [],
  migrations,
  resolvers: [Resolver],
});

test('migrations of all capabilities run in the order of their timestamps', () => {
  const { migrations } = serviceOf(
    'ngos',
    part(Tables1764000000000, Lists1764200001000),
    part(Rules1764000000100),
  );

  expect(migrations).toEqual([Tables1764000000000, Rules1764000000100, Lists1764200001000]);
});
