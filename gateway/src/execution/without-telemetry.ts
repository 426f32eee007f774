// Apollo's gateway reports to its maker unless this is set; imported before the library is.
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
