package org.example.kotlin

import io.flaskdata.sdk.FlaskDataClient
import io.flaskdata.sdk.call.Environment
import io.flaskdata.sdk.edc.NewSubject
import java.net.URI
import kotlinx.coroutines.async
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking

/** The API's address, the IDP's, a user, a password and the label of a new subject. */
fun main(args: Array<String>) = runBlocking {
    FlaskDataClient.builder()
        .environment(Environment.custom(URI.create(args[0]), URI.create(args[1])))
        .credentials(args[2], args[3])
        .build()
        .use { flask ->
            flask.edc("demo").createSubject(NewSubject.labelled(args[4]).site("001"))
            val sites = listOf("study_subject", "study").map { table ->
                async { flask.async { flask.edc("demo").extract(table).toList() }.await() }
            }
            println(sites.map { it.await().isNotEmpty() })
            val row = flask.edc("demo").extract("study_subject").where("label", args[4]).toList().single()
            val label: String? = row.string("label")
            println(label?.length)
        }
}
