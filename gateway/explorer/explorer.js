/* global React, ReactDOM, GraphiQL */
/** The page at /explorer: a line of choices above GraphiQL. Plain JavaScript, so that what is here is what runs. */
(() => {
  const { createElement: element, useCallback, useMemo, useRef, useState } = React;

  const ANYONE = '';
  const LANGUAGES = { en: 'English', ar: 'العربية' };

  /** GraphiQL makes one style element itself, and marks it with this. */
  window.__webpack_nonce__ = document.querySelector('meta[name="style-nonce"]').content;

  /** Nothing is kept in the browser: a token or a person's id in a query should not outlive the page. */
  const forgetful = { getItem: () => null, setItem() {}, removeItem() {}, clear() {}, length: 0 };

  function load(src) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      Object.assign(script, {
        src,
        onload: resolve,
        onerror: () => reject(new Error(`${src} did not load`)),
      });
      document.head.append(script);
    });
  }

  /** A token of a demo client; the secret of each is its name and "-secret". */
  async function tokenOf(client) {
    const response = await fetch('/oauth/token', {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${client}:${client}-secret`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    if (!response.ok) throw new Error(`No token for ${client}: ${response.status}`);
    const { access_token: token, expires_in: seconds } = await response.json();
    return { token, expiresAt: Date.now() + (seconds - 30) * 1000 };
  }

  const tokens = new Map();
  async function authorizationOf(client) {
    if (client === ANYONE) return {};
    const known = tokens.get(client);
    const current = known && known.expiresAt > Date.now() ? known : await tokenOf(client);
    tokens.set(client, current);
    return { authorization: `Bearer ${current.token}` };
  }

  function choice(label, value, options, onChange) {
    return element(
      'label',
      null,
      label,
      element(
        'select',
        { value, onChange: (event) => onChange(event.target.value) },
        Object.entries(options).map(([key, text]) => element('option', { key, value: key }, text)),
      ),
    );
  }

  function Explorer({ journeys, clients }) {
    const first = journeys[0];
    /** Who asks in an example; anyone where no demo client can be had. */
    const clientOf = (one) => (clients.some(({ id }) => id === one?.client) ? one.client : ANYONE);
    const [journey, setJourney] = useState(first ? first.name : '');
    const [client, setClient] = useState(clientOf(first));
    const [language, setLanguage] = useState('en');
    const [problem, setProblem] = useState('');
    const written = useRef({
      query: first ? first.query : '# Ask the graph.\n{ __typename }\n',
      variables: first ? first.variables : '{}',
    });

    const fetcher = useCallback(
      async (params, { headers = {} } = {}) => {
        try {
          const authorization = await authorizationOf(client);
          setProblem('');
          const response = await fetch('/graphql', {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              accept: 'application/graphql-response+json, application/json',
              'accept-language': language,
              ...authorization,
              ...headers,
            },
            body: JSON.stringify(params),
          });
          return await response.json();
        } catch (error) {
          setProblem(error.message);
          throw error;
        }
      },
      [client, language],
    );

    const chooseJourney = (name) => {
      const chosen = journeys.find((one) => one.name === name);
      if (!chosen) return;
      written.current = { query: chosen.query, variables: chosen.variables };
      setJourney(name);
      setClient(clientOf(chosen));
    };

    const people = useMemo(
      () => ({
        [ANYONE]: 'anyone (no token)',
        ...Object.fromEntries(clients.map(({ id, role }) => [id, `${id} (${role})`])),
      }),
      [clients],
    );
    const examples = Object.fromEntries(journeys.map(({ name }) => [name, name.replaceAll('-', ' ')]));

    return element(
      React.Fragment,
      null,
      element(
        'div',
        { className: 'choices' },
        journeys.length > 0 && choice('Example', journey, examples, chooseJourney),
        clients.length > 0 && choice('Ask as', client, people, setClient),
        choice('Messages in', language, LANGUAGES, setLanguage),
        element('span', { className: 'problem', role: 'status' }, problem),
      ),
      element(
        'div',
        { className: 'graph' },
        // Another client sees another schema: GraphiQL begins anew, with the same text.
        element(GraphiQL, {
          key: `${journey} ${client}`,
          fetcher,
          storage: forgetful,
          query: written.current.query,
          variables: written.current.variables,
          onEditQuery: (query) => (written.current = { ...written.current, query }),
          onEditVariables: (variables) => (written.current = { ...written.current, variables }),
          defaultEditorToolsVisibility: 'variables',
          shouldPersistHeaders: false,
        }),
      ),
    );
  }

  async function start() {
    const [response] = await Promise.all([fetch('/explorer/examples.json'), load('/explorer/graphiql.js')]);
    const root = ReactDOM.createRoot(document.getElementById('explorer'));
    root.render(element(Explorer, await response.json()));
  }

  start().catch((error) => {
    document.getElementById('explorer').textContent = `The explorer could not start: ${error.message}`;
  });
})();
