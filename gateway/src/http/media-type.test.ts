import { acceptedMediaType, GRAPHQL_RESPONSE, isJson, JSON_RESPONSE } from './media-type';

describe('the form of an answer', () => {
  it.each([
    [undefined, JSON_RESPONSE],
    ['', JSON_RESPONSE],
    ['*/*', JSON_RESPONSE],
    ['application/*', JSON_RESPONSE],
    ['application/json', JSON_RESPONSE],
    ['application/json; charset=utf-8', JSON_RESPONSE],
    ['Application/GraphQL-Response+JSON', GRAPHQL_RESPONSE],
    ['application/json, application/graphql-response+json', GRAPHQL_RESPONSE],
    ['application/graphql-response+json;q=0.5, application/json', JSON_RESPONSE],
    ['text/html, */*;q=0.1', JSON_RESPONSE],
    ['text/html', null],
    ['application/json;q=0', null],
    ['application/json;q=x', null],
  ])('for Accept: %s is %s', (accept, mediaType) => {
    expect(acceptedMediaType(accept)).toBe(mediaType);
  });

  it.each([
    ['application/json', true],
    ['application/json; charset=utf-8', true],
    ['application/jsonx', false],
    ['text/plain', false],
    [undefined, false],
  ])('of a body %s is JSON: %s', (contentType, expected) => {
    expect(isJson(contentType)).toBe(expected);
  });
});
