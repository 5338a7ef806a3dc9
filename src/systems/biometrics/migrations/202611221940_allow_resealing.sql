-- Under a new key a value is sealed again; nothing else of a handed-in image changes.
grant update (sealed_image, key_id, sealed_template, template_key_id) on biometrics.probe to mizan_app;
